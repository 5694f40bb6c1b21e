import {
  type InputIssue,
  LIMITS,
  type Refusal,
  RefusalError,
  refusalMessage,
  TRPC_CODES,
} from '@pennypost/domain'
import { getTRPCErrorFromUnknown, initTRPC, type TRPCDefaultErrorShape, TRPCError } from '@trpc/server'
import { type core, ZodError } from 'zod'
import { type Context, FaultAtTheDoor, inTurn, type Session } from './context.ts'
import { STATEMENT_DEADLINE_MS, withDeadline } from './deadline.ts'

/** What a caller hears of anything that is not a refusal: this, and a request id to quote. */
export const GENERIC_MESSAGE = 'Something went wrong'

/** `isLarge`: the answer is a page that may take more than LIMITS.answerBytes. */
type Meta = { description?: string; isLarge?: boolean }

/**
 * What a caller is told of an error: a refusal with what it carries, and of a fault no more than GENERIC_MESSAGE and the
 * request's id. tRPC takes it from the router at the root alone, so that a host's own root has to be given it too.
 */
export function formatError({ shape, error, ctx }: FormatErrorOptions) {
  const refusal = findRefusal(error)
  const { stack: _, ...data } = shape.data
  if (refusal !== null) return { ...shape, message: refusalMessage(refusal), data: { ...data, refusal } }
  if (error.code !== 'INTERNAL_SERVER_ERROR') return { ...shape, message: protocolMessage(error), data }
  return { ...shape, message: GENERIC_MESSAGE, data: { ...data, requestId: findRequestId(error, ctx) } }
}

type FormatErrorOptions = {
  shape: TRPCDefaultErrorShape
  error: TRPCError
  ctx: Pick<Context, 'requestId'> | undefined
}

const t = initTRPC.context<Context>().meta<Meta>().create({ isDev: false, errorFormatter: formatError })

export const router = t.router
export const mergeRouters = t.mergeRouters
export const createCallerFactory = t.createCallerFactory

/**
 * Lets in whom `requireWho` lets in, before the input is parsed, so that a stranger learns nothing about inputs; and makes
 * every refusal one of tRPC's errors. What is asked over a socket is answered in its turn; a subscription makes its pages so.
 * One middleware, because each costs every call a copy of its options.
 */
const admit = (requireWho: (context: Context) => Session, mayTakeLong = false) =>
  t.middleware(async ({ ctx, type, meta, next }) => {
    // Who is not let in waits in no line, and who waits there may have lost the session by the end of it.
    const require = () => asProtocol(() => requireWho(ctx))
    require()
    const answer = async () => next({ ctx: { session: require() } })
    const result = await (type === 'subscription'
      ? answer()
      : answerInTurn(ctx, { isLarge: meta?.isLarge, mayTakeLong }, answer))
    if (result.ok) return result
    const { error } = result
    const refusal = findRefusal(error)
    throw refusal === null ? withoutDetail(error) : refusalOf(refusal)
  })

const answerBytes = () => LIMITS.answerBytes
const largeAnswerBytes = () => LIMITS.unreadOutputBytes

/** Several statements may follow each other, and each has ended by its own deadline. */
const ANSWER_DEADLINE_MS = 2 * STATEMENT_DEADLINE_MS

export type Answering = {
  /** It may take more than LIMITS.answerBytes. */
  isLarge?: boolean | undefined
  /** It has deadlines of its own, or is an operator's; any other would keep its space from all that come after it. */
  mayTakeLong?: boolean
}

/** Makes the answer to a call in its turn. */
export function answerInTurn<Answer>(
  { socket }: Context,
  { isLarge = false, mayTakeLong = false }: Answering,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const inTime = mayTakeLong ? answer : () => withDeadline(answer(), ANSWER_DEADLINE_MS)
  return inTurn(socket, isLarge ? largeAnswerBytes : answerBytes, inTime, 'call')
}

export const procedure = t.procedure.use(admit(requireSession))
export const adminProcedure = t.procedure.use(admit(requireOperator, true))

/** A procedure whose answer is a page of texts. */
export const pageProcedure = procedure.meta({ isLarge: true })

function requireOperator(context: Context): Session {
  const session = requireSession(context)
  if (session.role !== 'admin') throw new RefusalError({ code: 'NOT_ALLOWED' })
  return session
}

/** @throws a refusal as one of tRPC's errors */
function asProtocol<Value>(run: () => Value): Value {
  try {
    return run()
  } catch (error) {
    throw error instanceof RefusalError ? refusalOf(error.refusal) : error
  }
}

/** A refusal as one of tRPC's errors, which is how a subscription has to throw it: what an iterator throws passes no middleware. */
export function refusalOf(refusal: Refusal): TRPCError {
  return new TRPCError({
    code: TRPC_CODES[refusal.code],
    message: refusalMessage(refusal),
    cause: new RefusalError(refusal),
  })
}

/** @throws NOT_SIGNED_IN where there is no session, or it has ended since the socket opened */
export function requireSession(context: Context): Session {
  const { session } = context
  if (session === null || !isOpen(session)) throw new RefusalError({ code: 'NOT_SIGNED_IN' })
  return session
}

/** Whether a session still holds. */
export function isOpen(session: Session): boolean {
  return !session.ended.aborted && session.expiresAtMs > Date.now()
}

/** @throws NOT_SIGNED_IN, as a subscription has to, once the session has ended */
export function requireOpenSession(context: Context): Session {
  return asProtocol(() => requireSession(context))
}

/** What a procedure threw, as the error that its caller is told. */
export function protocolErrorOf(cause: unknown): TRPCError {
  if (cause instanceof RefusalError) return refusalOf(cause.refusal)
  if (cause instanceof ZodError) return new TRPCError({ code: 'BAD_REQUEST', cause })
  return getTRPCErrorFromUnknown(cause)
}

/** An error as whoever formats it may tell it: of a fault, what went wrong is for the log. */
export function withoutDetail(error: TRPCError): TRPCError {
  if (error.code !== 'INTERNAL_SERVER_ERROR') return error
  return new TRPCError({ code: error.code, message: GENERIC_MESSAGE, cause: error.cause ?? error })
}

/** The refusal in an error, or in what caused it; null for a fault. */
function findRefusal(error: TRPCError): Refusal | null {
  const { cause } = error
  if (cause instanceof RefusalError) return cause.refusal
  if (cause instanceof ZodError) return { code: 'INVALID_INPUT', issues: cause.issues.flatMap(toIssues) }
  return null
}

/** What a fault is logged under, and its caller may quote. */
export function findRequestId(
  { cause }: TRPCError,
  context: Pick<Context, 'requestId'> | undefined,
): string | null {
  return context?.requestId ?? (cause instanceof FaultAtTheDoor ? cause.requestId : null)
}

/** Where there are several shapes, what is wrong with the one that has all keys which were given. */
function toIssues(issue: core.$ZodIssue): InputIssue[] {
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.filter((issues) => issues.every(({ code }) => code !== 'unrecognized_keys'))
    if (meant.length === 1) return meant.flat().flatMap(toIssues)
  }
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  return [{ path, message: issue.message }]
}

/** tRPC's own protocol errors are safe to repeat, but a parser's cause may quote the input. */
function protocolMessage(error: TRPCError): string {
  const isUnparsable = error.code === 'PARSE_ERROR' || error.cause instanceof SyntaxError
  return isUnparsable ? 'The request is not valid JSON' : error.message
}
