import type { Sql } from 'postgres'
import type { History, SendRecord } from './history.ts'

export type StoredMessage = {
  id: string
  conversation_id: string
  sender_id: string
  seq: number
  content: string | null
  charged_points: number
}

/** Every message that the database holds, by its id. */
export async function readMessages(sql: Sql): Promise<Map<string, StoredMessage>> {
  const rows = await sql<StoredMessage[]>`
    select id, conversation_id, sender_id, seq::int, content, charged_points::int from pennypost.messages`
  return new Map(rows.map((row) => [row.id, row]))
}

/** Every acknowledged message is there, as it was acknowledged; nothing is there that nobody sent or that was refused. */
export function checkSends({ sends }: History, stored: ReadonlyMap<string, StoredMessage>): string[] {
  const wrong: string[] = []
  const sent = new Map(sends.map((record) => [record.id, record]))
  for (const record of sends) {
    const row = stored.get(record.id)
    if (record.end === null) continue
    if ('refusal' in record.end) {
      const { code } = record.end.refusal
      if (code !== 'NOT_ENOUGH_POINTS') wrong.push(`${record.id} was refused: ${code}`)
      if (row !== undefined && !record.isUncertain) wrong.push(`${record.id} was refused and is stored`)
      continue
    }
    const { message, charge } = record.end
    if (row === undefined) wrong.push(`${record.id} was acknowledged and is lost`)
    else if (row.seq !== message.seq || row.conversation_id !== record.conversationId)
      wrong.push(`${record.id} was acknowledged as ${message.seq} and is ${row.seq}`)
    else if (row.content !== record.content || row.sender_id !== record.senderId)
      wrong.push(`${record.id} is not what was sent`)
    else if (row.charged_points !== (charge.kind === 'free' ? 0 : charge.points))
      wrong.push(`${record.id} was charged ${JSON.stringify(charge)} and cost ${row.charged_points}`)
  }
  for (const id of stored.keys()) if (!sent.has(id)) wrong.push(`${id} is stored and was never sent`)
  return [...wrong, ...checkRealTime(sends)]
}

/** What was acknowledged before another send began has the lower change number. */
function checkRealTime(sends: readonly SendRecord[]): string[] {
  const wrong: string[] = []
  const conversations = Map.groupBy(sends, ({ conversationId }) => conversationId)
  for (const records of conversations.values()) {
    const done = records.flatMap(({ id, startedAtMs, end }) =>
      end !== null && 'message' in end ? [{ id, startedAtMs, atMs: end.atMs, seq: end.message.seq }] : [],
    )
    const byEnd = [...done].sort((one, other) => one.atMs - other.atMs)
    let ended = 0
    let highest = 0
    for (const record of done.sort((one, other) => one.startedAtMs - other.startedAtMs)) {
      for (
        let next = byEnd[ended];
        next !== undefined && next.atMs < record.startedAtMs;
        next = byEnd[ended]
      ) {
        highest = Math.max(highest, next.seq)
        ended += 1
      }
      if (record.seq <= highest)
        wrong.push(`${record.id} began after ${highest} was acknowledged and is ${record.seq}`)
    }
  }
  return wrong
}

/** Change numbers, ledger and allowances, recomputed from the rows: one line for each that is off. */
export async function checkBooks(sql: Sql, quietIds: readonly string[]): Promise<string[]> {
  const rows = await sql<{ wrong: string }[]>`
    select format('conversation %s: last is %s, messages are %s, from %s to %s', c.id, c.last_seq, count(m.id), min(m.seq), max(m.seq)) as wrong
    from pennypost.conversations c left join pennypost.messages m on m.conversation_id = c.id
    where c.id = any(${[...quietIds]}::uuid[])
    group by c.id having count(m.id) <> c.last_seq - c.changed_seq or max(m.seq) > c.last_seq
    union all
    select format('conversation %s: last is %s and %s was given', c.id, c.last_seq, greatest(max(m.seq), max(p.shown_change_seq)))
    from pennypost.conversations c left join pennypost.messages m on m.conversation_id = c.id
    left join pennypost.participants p on p.conversation_id = c.id
    group by c.id having greatest(max(m.seq), max(p.shown_change_seq), c.changed_seq) <> c.last_seq
    union all
    select format('wallet %s: %s points, entries say %s; %s entries of %s', a.user_id, a.balance, sum(l.points), count(l.*), a.entry_count)
    from pennypost.accounts a left join pennypost.ledger l using (user_id)
    group by a.user_id
    having a.balance <> coalesce(sum(l.points), 0) or count(l.*) <> a.entry_count or max(l.number) <> a.entry_count
    union all
    select format('entry %s of %s: %s after %s and %s', number, user_id, balance_after, before, points)
    from (select *, coalesce(lag(balance_after) over (partition by user_id order by number), 0) as before from pennypost.ledger) l
    where balance_after <> before + points
    union all
    select format('message %s costs %s and the ledger says %s', m.id, m.charged_points, l.points)
    from pennypost.messages m full join (select * from pennypost.ledger where kind = 'message') l on l.message_id = m.id
    where coalesce(m.charged_points, 0) <> -coalesce(l.points, 0)
    union all
    select format('%s wrote %s free messages on %s, counted %s', a.user_id, used.free, a.day, a.free_used)
    from pennypost.accounts a, lateral (
      select count(*) as free from pennypost.messages m
      where m.sender_id = a.user_id and m.charged_points = 0 and (m.created_at at time zone a.time_zone)::date = a.day) used
    where used.free <> a.free_used or used.free > 20
    union all
    select format('%s paid on %s while free messages were left', sender_id, day)
    from (select sender_id, created_at::date as day, count(*) filter (where charged_points = 0) as free,
        max(created_at) filter (where charged_points = 0) as last_free, min(created_at) filter (where charged_points > 0) as first_paid
      from pennypost.messages group by 1, 2) days
    where first_paid is not null and (free <> 20 or first_paid < last_free)`
  return rows.map(({ wrong }) => wrong)
}
