import { LIMITS } from '@pennypost/domain'

/** By then a statement has ended, and its answer or its end has come. */
export const STATEMENT_DEADLINE_MS = LIMITS.statementMs + 2_000

/** A change may commit this long after its stamp: the longest that a statement may take, and a little. */
export const LATE_COMMIT_MS = LIMITS.statementMs + 1_000

/** Something took longer than it may. Whether it happened is not known; a send is safe to repeat by its id. */
export class DeadlineError extends Error {
  constructor(deadlineMs: number) {
    super(`No answer within ${deadlineMs} ms`)
    this.name = 'DeadlineError'
  }
}

/**
 * Settles as `promise` does, or rejects at the deadline: a lost database can leave a query unsettled for ever.
 * @param onLate called where it settles after all, and nobody hears how
 */
export function withDeadline<T>(promise: Promise<T>, deadlineMs: number, onLate = () => {}): Promise<T> {
  return new Promise((resolve, reject) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      reject(new DeadlineError(deadlineMs))
    }, deadlineMs)
    promise.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      if (isLate) onLate()
    })
  })
}
