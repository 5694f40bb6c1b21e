import type { OperatorServices } from '../../operator-services.ts'
import type { OperatorView } from '../../reads/admin/show-user.ts'
import { type Answer, requireDone } from '../../require-done.ts'

/**
 * Keeps somebody out: every sign-in of theirs ends at once, on every server, and no new one begins.
 * @param user an id or a whole e-mail
 * @throws NOT_FOUND
 */
export async function banUser(
  services: OperatorServices,
  actor: string,
  user: string,
): Promise<OperatorView> {
  return await setBanned(services, actor, user, true)
}

/**
 * Lets somebody in again; they sign in anew.
 * @throws NOT_FOUND
 */
export async function unbanUser(
  services: OperatorServices,
  actor: string,
  user: string,
): Promise<OperatorView> {
  return await setBanned(services, actor, user, false)
}

async function setBanned(
  { database }: OperatorServices,
  actor: string,
  user: string,
  isBanned: boolean,
): Promise<OperatorView> {
  return requireDone(
    await database.sql<{ answer: Answer<OperatorView> }[]>`
      select pennypost.set_banned(${actor}, ${user}, ${isBanned}) as answer`,
  )
}
