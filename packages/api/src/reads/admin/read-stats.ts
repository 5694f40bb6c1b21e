import type { OperatorServices } from '../../operator-services.ts'

export type Stats = {
  users: number
  hosts: number
  admins: number
  banned: number
  sessions: number
  directConversations: number
  groups: number
  messages: number
  messagesInLastDay: number
  /** Whose text has expired and is not erased yet; nobody can read it. */
  expiredNotErased: number
  /** How long the oldest such text has been expired; null: there is none. */
  oldestExpiredAgeSeconds: number | null
  pointsInWallets: number
  pointsGranted: number
  pointsEarned: number
}

/** How much of everything there is, and how long the oldest expired text has waited to be erased. */
export async function readStats({ database }: OperatorServices): Promise<Stats> {
  const [row] = await database.sql<Stats[]>`
    with clock as materialized (select pennypost.now() as now), people as (
      select count(*) as total, count(*) filter (where role = 'host') as hosts,
        count(*) filter (where role = 'admin') as admins, count(banned_at) as banned
      from pennypost.users
    ), rooms as (
      select count(*) filter (where kind = 'direct') as directs, count(*) filter (where kind = 'group') as groups
      from pennypost.conversations
    ), written as (
      select count(*) as total, count(*) filter (where created_at > clock.now - interval '1 day') as recent
      from pennypost.messages, clock
    ), waiting as (
      select count(*) as total, min(expires_at) as oldest from pennypost.messages, clock
      where expires_at <= clock.now and content is not null
    ), house as (
      select -coalesce(sum(points) filter (where house = 'income'), 0) as income,
        coalesce(sum(points) filter (where house = 'grants'), 0) as grants
      from pennypost.ledger
    )
    select people.total as users, people.hosts, people.admins, people.banned,
      (select count(*) from pennypost.sessions where expires_at > clock_timestamp()) as sessions,
      rooms.directs as "directConversations", rooms.groups, written.total as messages,
      written.recent as "messagesInLastDay", waiting.total as "expiredNotErased",
      floor(extract(epoch from clock.now - waiting.oldest))::bigint as "oldestExpiredAgeSeconds",
      (select coalesce(sum(balance), 0)::bigint from pennypost.accounts) as "pointsInWallets",
      house.grants::bigint as "pointsGranted", house.income::bigint as "pointsEarned"
    from clock, people, rooms, written, waiting, house`
  if (row === undefined) throw new Error('the statistics answered no row')
  return { ...row }
}
