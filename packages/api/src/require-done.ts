import { type Refusal, RefusalError } from '@pennypost/domain'

/** What the SQL functions of one action answer: `{ refusal }`, or what was done. */
export type Answer<Done> = { refusal: Refusal } | (Done & { refusal?: never })

/** @throws the refusal in an answer; NOT_FOUND where there is none at all */
export function requireDone<Done>(rows: readonly { answer: Answer<Done> }[]): Done {
  const answer = rows[0]?.answer
  if (answer === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  if (answer.refusal !== undefined) throw new RefusalError(answer.refusal)
  return answer
}
