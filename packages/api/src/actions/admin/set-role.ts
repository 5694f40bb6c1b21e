import type { Role } from '@pennypost/domain'
import type { OperatorServices } from '../../operator-services.ts'
import type { OperatorView } from '../../reads/admin/show-user.ts'
import { type Answer, requireDone } from '../../require-done.ts'

/**
 * Gives somebody a role. Their open connections end, because each was let in with the old one.
 * @param user an id or a whole e-mail
 * @throws NOT_FOUND
 */
export async function setRole(
  { database }: OperatorServices,
  actor: string,
  user: string,
  role: Role,
): Promise<OperatorView> {
  return requireDone(
    await database.sql<{ answer: Answer<OperatorView> }[]>`
      select pennypost.set_role(${actor}, ${user}, ${role}) as answer`,
  )
}
