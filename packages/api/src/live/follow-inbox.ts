import { type InboxEvent, type InboxPage, LIMITS, POLICY } from '@pennypost/domain'
import { type TrackedEnvelope, tracked } from '@trpc/server'
import { type Context, inTurn } from '../context.ts'
import { STATEMENT_DEADLINE_MS, withDeadline } from '../deadline.ts'
import { isInstant } from '../reads/cursor.ts'
import type { Services } from '../services.ts'
import { Ending } from './ending.ts'
import { LivePages } from './live-pages.ts'
import { connectionLost, readPersistently, requireOpenSession } from './reach.ts'

/** A change may commit this long after its stamp: the longest that a statement may take, and a little. */
const LATE_COMMIT_MS = LIMITS.statementMs + 1_000
/** An instant this far ahead of the database's clock was never given, unless the clock was set back. */
const CLOCK_ERROR_MS = 5_000

/**
 * All conversations of one person as summaries, the newest wins, with the quota. The id is the instant, by the database's clock,
 * up to which this server had heard of everything; resuming tells again all that changed since then and a little before:
 * hearing a summary twice is harmless.
 */
export function followInbox(
  services: Services,
  context: Context,
  { lastEventId }: { lastEventId?: string | null | undefined },
  signal: AbortSignal | undefined,
): AsyncIterable<TrackedEnvelope<InboxPage>> {
  const { live, clock, database, log } = services
  const { userId, ended } = requireOpenSession(context)
  const inbox = live.openInbox(userId)
  const ending = new Ending(live.stopping, [ended, signal], () => inbox.bell.ring())
  let isFirst = true

  const page = (heardUntilMs: number, events: InboxEvent[], reset = false) =>
    tracked(new Date(heardUntilMs).toISOString(), { events, reset, now: clock.now() })

  const readEvents = async (ids: readonly string[], quota: boolean) => {
    const values = await Promise.all(
      ids.map((conversationId) => live.summaries.add({ userId, conversationId })),
    )
    const events: InboxEvent[] = values.map(({ conversation }, index) =>
      conversation === null
        ? { type: 'removed', conversationId: ids[index] ?? '' }
        : { type: 'conversation', conversation },
    )
    if (quota) events.push({ type: 'quota', quota: await live.quotas.add(userId) })
    return events
  }

  const resume = async (since: string | null) => {
    const { heardUntilMs } = live
    if (since === null) return page(heardUntilMs, [])
    const sinceMs = Date.parse(since)
    if (!isInstant(since) || sinceMs > clock.nowMs() + CLOCK_ERROR_MS) return page(heardUntilMs, [], true)
    const rows = await withDeadline(
      database.sql<{ conversation_id: string }[]>`
        select conversation_id from pennypost.inbox_changes_since(${userId},
          ${new Date(sinceMs - LATE_COMMIT_MS).toISOString()}::timestamptz, ${POLICY.changesAlwaysDelivered + 1})`,
      STATEMENT_DEADLINE_MS,
    )
    if (rows.length > POLICY.changesAlwaysDelivered) return page(heardUntilMs, [], true)
    const ids = rows.map((row) => row.conversation_id)
    return page(heardUntilMs, await readEvents(ids, true))
  }

  const first = async () => {
    await inbox.isJoined
    const since = lastEventId ?? null
    const bytes = since === null ? LIMITS.answerBytes : LIMITS.unreadOutputBytes
    return await inTurn(
      context.socket,
      () => bytes,
      () => resume(since),
    )
  }

  /** What to tell stays in the inbox until it has been read. */
  const news = async () => {
    if (inbox.size === 0) return null
    return await inTurn(context.socket, () => inbox.size * LIMITS.answerBytes, tell)
  }

  const tell = async () => {
    const { heardUntilMs } = live
    const { conversationIds, quota } = inbox.take()
    try {
      return page(heardUntilMs, await readEvents(conversationIds, quota))
    } catch (error) {
      inbox.touch({ conversationIds, quota })
      throw error
    }
  }

  const next = async () => {
    for (;;) {
      if (live.stopping.aborted) await connectionLost(signal)
      if (live.stopping.aborted || signal?.aborted) return null
      requireOpenSession(context)
      const told = await readPersistently(log, ending, isFirst ? first : news)
      isFirst = false
      if (told !== null) return told
      if (!ending.isOver) await inbox.bell.wait()
    }
  }

  const end = () => {
    ending.release()
    live.closeInbox(inbox)
  }
  return new LivePages({ next, end })
}
