import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { StoredMessage } from './check-database.ts'
import type { InboxFollower } from './inbox-follower.ts'
import type { Subscriber } from './subscriber.ts'

/** Waits until every subscriber has reached its conversation's last change. @returns who has not */
export async function awaitQuiet(
  sql: Sql,
  subscribers: readonly Subscriber[],
  withinMs: number,
): Promise<string[]> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const rows = await sql<{ id: string; last_seq: number }[]>`
      select id, last_seq::int from pennypost.conversations`
    const last = new Map(rows.map((row) => [row.id, row.last_seq]))
    const behind = subscribers.filter(
      ({ conversationId, lastSeq }) => lastSeq < (last.get(conversationId) ?? 0),
    )
    if (behind.length === 0) return []
    if (performance.now() > deadline)
      return behind.map(
        ({ name, conversationId, lastSeq }) =>
          `${name} waits at ${lastSeq} of ${last.get(conversationId)} in ${conversationId}`,
      )
    await delay(200)
  }
}

/** What each subscriber was told is what the database holds: nothing missing, nothing else. */
export function checkViews(
  subscribers: readonly Subscriber[],
  stored: ReadonlyMap<string, StoredMessage>,
): string[] {
  const wrong: string[] = []
  const byConversation = Map.groupBy(stored.values(), (row) => row.conversation_id)
  for (const { name, conversationId, seen, startSeq } of subscribers) {
    if (startSeq === null) {
      wrong.push(`${name} was never told anything`)
      continue
    }
    const rows = byConversation.get(conversationId) ?? []
    for (const row of rows) {
      const message = seen.get(row.seq)
      if (message === undefined && row.seq > startSeq)
        wrong.push(`${name} was never told ${row.seq} (${row.id})`)
      else if (message !== undefined && (message.id !== row.id || message.content !== row.content))
        wrong.push(`${name} was told another ${row.seq} than ${row.id}`)
    }
    const numbers = new Set(rows.map(({ seq }) => seq))
    for (const seq of seen.keys())
      if (!numbers.has(seq)) wrong.push(`${name} was told ${seq}, which nobody sent`)
  }
  return wrong
}

/** The read marks that a subscriber heard of are the ones that the database shows. */
export async function checkReads(sql: Sql, subscribers: readonly Subscriber[]): Promise<string[]> {
  const rows = await sql<{ conversation_id: string; user_id: string; read_seq: number; seq: number }[]>`
    select conversation_id, user_id, shown_read_seq::int as read_seq, shown_change_seq::int as seq
    from pennypost.participants where shown_change_seq is not null`
  return subscribers.flatMap((subscriber) =>
    rows
      .filter((row) => row.conversation_id === subscriber.conversationId && subscriber.resets === 0)
      .filter(
        (row) => row.seq > (subscriber.startSeq ?? 0) && subscriber.reads.get(row.user_id) !== row.read_seq,
      )
      .map(
        (row) =>
          `${subscriber.name} heard that ${row.user_id} read up to ${subscriber.reads.get(row.user_id)}, not ${row.read_seq}`,
      ),
  )
}

/** What an inbox told is what a fresh fetch answers; it may take a heartbeat to be told. */
export async function checkInboxes(followers: readonly InboxFollower[], withinMs: number): Promise<string[]> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const wrong = (await Promise.all(followers.map(compareInbox))).flat()
    if (wrong.length === 0 || performance.now() > deadline) return wrong
    await delay(500)
  }
}

async function compareInbox({ account, conversations, quota, trpc }: InboxFollower): Promise<string[]> {
  const wrong: string[] = []
  for (const [conversationId, told] of conversations) {
    const fresh = await trpc.conversations.get.query({ conversationId })
    if (JSON.stringify(fresh) !== JSON.stringify(told))
      wrong.push(
        `the inbox of ${account.id} says ${JSON.stringify(told)}, and it is ${JSON.stringify(fresh)}`,
      )
  }
  const { resetsAt: _, ...now } = await trpc.quota.status.query()
  const { resetsAt: __, ...then } = quota ?? (await trpc.quota.status.query())
  if (JSON.stringify(now) !== JSON.stringify(then))
    wrong.push(`the inbox of ${account.id} says ${JSON.stringify(then)}, and it is ${JSON.stringify(now)}`)
  return wrong
}
