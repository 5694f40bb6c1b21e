import { type Quota, RefusalError, type Role } from '@pennypost/domain'
import type { OperatorServices } from '../../operator-services.ts'
import { readQuota } from '../read-quota.ts'

/** Somebody as operators see them. */
export type OperatorView = {
  id: string
  name: string
  /** Null: came with a host product's sign-in. */
  email: string | null
  role: Role
  bannedAt: string | null
  openingPricePoints: number
  balance: number
  createdAt: string
  /** How many: sign-ins that stand, conversations, people they have blocked. */
  sessions: number
  conversations: number
  blocks: number
}

/**
 * One person, with the quota of the day.
 * @param user an id or a whole e-mail
 * @throws NOT_FOUND
 */
export async function showUser(
  services: OperatorServices,
  user: string,
): Promise<OperatorView & { quota: Quota }> {
  const id = await requireUserId(services, user)
  const [row] = await services.database.sql<{ view: OperatorView }[]>`
    select pennypost.operator_view(${id}) as view`
  if (row === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  return { ...row.view, quota: await readQuota(services, id) }
}

/** @throws NOT_FOUND where neither an id nor a whole e-mail is that */
export async function requireUserId({ database }: OperatorServices, user: string): Promise<string> {
  const [row] = await database.sql<{ id: string | null }[]>`select pennypost.find_user_id(${user}) as id`
  if (!row?.id) throw new RefusalError({ code: 'NOT_FOUND' })
  return row.id
}
