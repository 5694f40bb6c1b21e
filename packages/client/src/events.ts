import type { AppRouter } from '@pennypost/api'
import type {
  Conversation,
  InboxEvent,
  InboxPage,
  Message,
  Page,
  Quota,
  RefusalCode,
} from '@pennypost/domain'
import type { TRPCClient } from '@trpc/client'
import { fullJitterMs, pauseUntil } from './connection/backoff.ts'
import type { OpenConnection } from './connection/connection.ts'
import { follow } from './follow.ts'
import { refusalOf } from './refusal-of.ts'
import type { ServerClock } from './server-clock.ts'

/** What `events` yields. `eventId` is the inbox's cursor: keep it, and hand it back as `lastEventId`. */
export type ClientEvent = (InboxEvent | { type: 'message'; message: Message }) & { eventId: string }

export type EventOptions = { lastEventId?: string | undefined; signal?: AbortSignal | undefined }

type Sources = { trpc: TRPCClient<AppRouter>; connection: OpenConnection; clock: ServerClock }
type InboxStep = { page: InboxPage; eventId: string }

const PAGE = 100
/** Asked again, these would be answered alike. */
const FOR_GOOD: readonly RefusalCode[] = ['NOT_FOUND', 'NOT_ALLOWED', 'INVALID_INPUT']

/** The inbox as a stream, with the messages behind its summaries, over one subscription. */
export async function* streamEvents(
  sources: Sources,
  { lastEventId, signal: given }: EventOptions = {},
): AsyncGenerator<ClientEvent, void> {
  const { trpc, connection } = sources
  const signal = given ? AbortSignal.any([connection.closing, given]) : connection.closing
  const isResumed = lastEventId !== undefined
  const told = new Map<string, number>()
  let beganAt: string | null = null

  for await (const { page, eventId } of inboxPages(sources, { lastEventId, signal })) {
    beganAt ??= page.now
    const missed = page.reset ? await everything() : []
    for (const event of [...missed, ...page.events]) {
      if (signal.aborted) return
      yield { ...event, eventId }
      if (event.type !== 'conversation') continue
      for (const message of await newMessages(event.conversation)) {
        if (signal.aborted) return
        yield { type: 'message', message, eventId }
      }
    }
  }

  /** After a reset only a fresh look tells what was missed. */
  async function everything(): Promise<InboxEvent[]> {
    const conversations = await collect<Conversation>(signal, (cursor) =>
      trpc.conversations.list.query({ cursor, limit: PAGE }, { signal }),
    )
    const [quota] = await collect<Quota>(signal, async () => ({
      items: [await trpc.quota.status.query(undefined, { signal })],
      nextCursor: null,
    }))
    const listed = new Set(conversations.map(({ id }) => id))
    const left = [...told.keys()].filter((id) => !listed.has(id))
    return [
      ...left.map((conversationId): InboxEvent => ({ type: 'removed', conversationId })),
      ...conversations.map((conversation): InboxEvent => ({ type: 'conversation', conversation })),
      ...(quota === undefined ? [] : [{ type: 'quota' as const, quota }]),
    ]
  }

  /** Oldest first. Of a conversation that has not been seen yet: what is unread, or what came since the start. */
  async function newMessages({ id, lastSeq, readSeq, lastMessage }: Conversation): Promise<Message[]> {
    const known = told.get(id) ?? (isResumed ? readSeq : null)
    const isNew = (message: Message) =>
      known === null ? message.createdAt >= (beganAt ?? '') : message.seq > known
    const found =
      lastMessage !== null && isNew(lastMessage)
        ? await collect<Message>(
            signal,
            (cursor) => trpc.messages.fetch.query({ conversationId: id, cursor, limit: PAGE }, { signal }),
            isNew,
          )
        : []
    told.set(id, Math.max(lastSeq, known ?? 0, found[0]?.seq ?? 0))
    return found.reverse()
  }
}

async function* inboxPages(
  { trpc, connection, clock }: Sources,
  { lastEventId, signal }: { lastEventId: string | undefined; signal: AbortSignal },
): AsyncGenerator<InboxStep, void> {
  if (signal.aborted) return
  const steps: InboxStep[] = []
  let wake = () => {}
  const stop = follow<InboxPage>({
    connection,
    clock,
    lastEventId,
    subscribe: (after, handlers) =>
      trpc.live.inbox.subscribe(after === undefined ? {} : { lastEventId: after }, handlers),
    onPage: (page, eventId) => {
      steps.push({ page, eventId })
      wake()
    },
  })
  const onAbort = () => {
    stop()
    wake()
  }
  signal.addEventListener('abort', onAbort)
  try {
    while (!signal.aborted) {
      const step = steps.shift()
      if (step) yield step
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    stop()
  }
}

/**
 * All items of all pages while `isWanted` holds; none of what this person may not see. Whatever else is in the way
 * passes, so it is asked again until the signal is aborted.
 */
async function collect<Item>(
  signal: AbortSignal,
  fetchPage: (cursor: string | null) => Promise<Page<Item>>,
  isWanted: (item: Item) => boolean = () => true,
): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | null = null
  let failures = 0
  while (!signal.aborted) {
    try {
      const page: Page<Item> = await fetchPage(cursor)
      const wanted = page.items.filter(isWanted)
      found.push(...wanted)
      if (page.nextCursor === null || wanted.length < page.items.length) return found
      cursor = page.nextCursor
      failures = 0
    } catch (error) {
      const refusal = refusalOf(error)
      if (refusal && FOR_GOOD.includes(refusal.code)) return found
      failures += 1
      const heldMs = refusal?.code === 'RATE_LIMITED' ? refusal.retryAfterMs : 0
      await pauseUntil(signal, heldMs + fullJitterMs(failures))
    }
  }
  return found
}
