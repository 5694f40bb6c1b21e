import { accounts, users } from '@pennypost/db'
import type { Role } from '@pennypost/domain'
import { eq, ilike, or, sql } from 'drizzle-orm'
import type { OperatorServices } from '../../operator-services.ts'

export type FoundUser = {
  id: string
  name: string
  email: string | null
  role: Role
  banned: boolean
  balance: number
}

/** People whose name or e-mail contains the words asked for, in any case of letters, or whose id they are. */
export async function searchUsers(
  { database }: OperatorServices,
  query: string,
  limit: number,
): Promise<{ items: FoundUser[] }> {
  const anywhere = `%${query.replaceAll(/[\\%_]/g, '\\$&')}%`
  const items = await database.orm
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      banned: sql<boolean>`${users.bannedAt} is not null`,
      balance: accounts.balance,
    })
    .from(users)
    .innerJoin(accounts, eq(accounts.userId, users.id))
    .where(or(eq(users.id, query), ilike(users.name, anywhere), ilike(users.email, anywhere)))
    .orderBy(sql`lower(${users.name})`, users.id)
    .limit(limit)
  return { items }
}
