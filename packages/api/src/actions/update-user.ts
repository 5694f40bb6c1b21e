import type { Me, UpdateUserInput } from '@pennypost/domain'
import { readMe } from '../reads/read-me.ts'
import { type Answer, requireDone } from '../require-done.ts'
import type { Services } from '../services.ts'

/**
 * Changes one's own name and settings. A new time zone takes effect at the next reset.
 * @throws INVALID_INPUT for a zone that the database does not know
 */
export async function updateUser(services: Services, userId: string, input: UpdateUserInput): Promise<Me> {
  requireDone(
    await services.database.sql<{ answer: Answer<object> }[]>`select pennypost.update_user(
      ${userId}, ${input.name ?? null}, ${input.timeZone ?? null}, ${input.readReceipts ?? null},
      ${input.typingIndicators ?? null}) as answer`,
  )
  services.live.viewers.refresh([userId])
  if (input.timeZone !== undefined) services.live.notify([userId], { quota: true })
  return await readMe(services, userId)
}
