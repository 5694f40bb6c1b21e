import { inOneCase, users } from '@pennypost/db'
import type { User } from '@pennypost/domain'
import { eq, or, sql } from 'drizzle-orm'
import type { Services } from '../services.ts'

/** People whose name begins with the words asked for, in any case of letters, or whose whole e-mail they are. */
export async function findUsers(
  { database }: Services,
  query: string,
  limit: number,
): Promise<{ items: User[] }> {
  const prefix = `${query.replaceAll(/[\\%_]/g, '\\$&')}%`
  const items = await database.orm
    .select({ id: users.id, name: users.name, role: users.role })
    .from(users)
    .where(or(sql`${inOneCase(users.name)} like ${inOneCase(prefix)}`, eq(users.email, query.toLowerCase())))
    .orderBy(sql`lower(${users.name})`, users.id)
    .limit(limit)
  return { items }
}
