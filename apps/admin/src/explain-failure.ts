import { explainDatabase } from '@pennypost/api'
import { type Refusal, RefusalError, refusalMessage } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import { Declined } from './attend.ts'
import { NoDatabaseError } from './find-database.ts'

/** The refusal in what a command failed with; null for a fault. */
export function findRefusal(error: unknown): Refusal | null {
  const cause = error instanceof TRPCError ? error.cause : error
  return cause instanceof RefusalError ? cause.refusal : null
}

/** What happened and what to do, in one line. @param command its words, such as `clock advance` */
export function explainFailure(error: unknown, command: string): string {
  const refusal = findRefusal(error)
  if (refusal !== null) return explainRefusal(refusal, command)
  if (error instanceof NoDatabaseError || error instanceof Declined) return error.message
  if (!(error instanceof Error)) return 'An unknown error.'
  const { code, message } = findCause(error)
  if (['42P01', '42703', '42883', '3F000'].includes(code))
    return 'The database lacks what this version needs: start Pennypost once to migrate it, then see `doctor`.'
  if (/^(ECONN|CONNECT|ETIMEDOUT|ENOENT|CONNECTION_|57P)/.test(code))
    return `The database cannot be reached (${code}): is it running, and is DATABASE_URL right? See \`doctor\`.`
  return explainDatabase(code, message) ?? message.split('\n')[0] ?? 'An unknown error.'
}

/** Drizzle puts what the database said behind an error of its own, which quotes the query. */
function findCause(error: Error): { code: string; message: string } {
  if (error.cause instanceof Error) return findCause(error.cause)
  return { code: 'code' in error ? String(error.code) : '', message: error.message }
}

function explainRefusal(refusal: Refusal, command: string): string {
  if (refusal.code === 'NOT_ALLOWED' && command === 'clock advance')
    return 'The clock of this database cannot be moved: start Pennypost with TEST_CLOCK=1, never in production.'
  if (refusal.code === 'NOT_FOUND')
    return command === 'conversations export'
      ? 'There is no conversation with this id.'
      : 'There is nobody with this id or e-mail; `users find` looks for parts of names and e-mails.'
  if (refusal.code === 'ID_REUSED')
    return 'This key has granted something else: give the same person, points and reason, or another key.'
  return refusalMessage(refusal)
}
