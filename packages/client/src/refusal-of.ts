import type { AppRouter } from '@pennypost/api'
import type { Refusal } from '@pennypost/domain'
import { TRPCClientError } from '@trpc/client'

/** What came of a call that a rule may refuse. Faults (lost connection, bugs) are thrown instead. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export function isCallError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError
}

/** The refusal that an error carries; null for a fault. */
export function refusalOf(error: unknown): Refusal | null {
  if (!isCallError(error)) return null
  const data = error.data
  return data && 'refusal' in data ? data.refusal : null
}

/** Turns a refused call into a value; whatever is no refusal is thrown on. */
export async function outcomeOf<T>(call: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await call }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === null) throw error
    return { ok: false, refusal }
  }
}
