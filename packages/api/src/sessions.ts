import type { Database } from '@pennypost/db'
import type { Role } from '@pennypost/domain'

/** A sign-in as the database has it. `expiresAtMs` is null for one of a host product's, whose token says when it ends. */
export type StoredSession = {
  sessionId: string
  userId: string
  role: Role
  isBanned: boolean
  expiresAtMs: number | null
}

type Row = { id: string; user_id: string; role: Role; is_banned: boolean; expires_at: string | null }

/** The sign-ins that still stand among some, ours and a host product's, in one query; real time, not the test clock's. */
export async function findSessions(
  { sql }: Database,
  sessionIds: readonly string[],
): Promise<Map<string, StoredSession>> {
  const rows = await sql<Row[]>`
    select s.id, u.id as user_id, u.role, u.banned_at is not null as is_banned, s.expires_at
    from (
      select id, user_id, expires_at from pennypost.sessions
      where id = any(${[...sessionIds]}::text[]) and expires_at > clock_timestamp()
      union all
      select sid, user_id, null from pennypost.host_sessions where sid = any(${[...sessionIds]}::text[])
    ) s join pennypost.users u on u.id = s.user_id`
  return new Map(
    rows.map((row) => [
      row.id,
      {
        sessionId: row.id,
        userId: row.user_id,
        role: row.role,
        isBanned: row.is_banned,
        expiresAtMs: row.expires_at === null ? null : Date.parse(row.expires_at),
      },
    ]),
  )
}
