/** A rule said no. Never a bug: it is typed, and carries what the one who asked needs. */
export type Refusal =
  | { code: 'NOT_ENOUGH_POINTS'; price: number; balance: number }
  | { code: 'PRICE_ABOVE_MAX'; price: number; maxPoints: number }
  | { code: 'NOT_FOUND' }
  | { code: 'ID_REUSED' }
  | { code: 'INVALID_INPUT'; issues: InputIssue[] }
  | { code: 'RATE_LIMITED'; retryAfterMs: number }
  | { code: 'NOT_ALLOWED' }
  | { code: 'NOT_SIGNED_IN' }

export type RefusalCode = Refusal['code']
export type InputIssue = { path: (string | number)[]; message: string }

/** The tRPC error code that each refusal travels as. */
export const TRPC_CODES = {
  NOT_ENOUGH_POINTS: 'PAYMENT_REQUIRED',
  PRICE_ABOVE_MAX: 'PAYMENT_REQUIRED',
  NOT_FOUND: 'NOT_FOUND',
  ID_REUSED: 'CONFLICT',
  INVALID_INPUT: 'BAD_REQUEST',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  NOT_ALLOWED: 'FORBIDDEN',
  NOT_SIGNED_IN: 'UNAUTHORIZED',
} as const satisfies Record<RefusalCode, string>

/** One sentence for people and logs; it never holds what somebody wrote. */
export function refusalMessage(refusal: Refusal): string {
  switch (refusal.code) {
    case 'NOT_ENOUGH_POINTS':
      return `This costs ${refusal.price} points and the balance is ${refusal.balance}.`
    case 'PRICE_ABOVE_MAX':
      return `This costs ${refusal.price} points, more than the ${refusal.maxPoints} agreed to.`
    case 'NOT_FOUND':
      return 'Not found'
    case 'ID_REUSED':
      return 'This id is taken; make a new one.'
    case 'INVALID_INPUT':
      return refusal.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')
    case 'RATE_LIMITED':
      return `Too many at once; try again in ${refusal.retryAfterMs} ms.`
    case 'NOT_ALLOWED':
      return 'Not allowed'
    case 'NOT_SIGNED_IN':
      return 'Sign in first'
  }
}

/** Thrown by `require…` functions and actions; the router turns it into the typed answer. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusalMessage(refusal))
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}

/** Refuses input that parsed but breaks a rule, in the shape that a failed parse has. */
export function invalidInput(path: string, message: string): RefusalError {
  return new RefusalError({ code: 'INVALID_INPUT', issues: [{ path: [path], message }] })
}
