import type { AppRouter } from '@pennypost/api'
import { createTRPCClient, wsLink } from '@trpc/client'
import { fullJitterMs, pauseUntil } from './connection/backoff.ts'
import { createConnection } from './connection/connection.ts'
import { keepTokenFresh } from './connection/keep-token-fresh.ts'
import { statusLink } from './connection/status-link.ts'
import { createDrafts } from './drafts.ts'
import { type ClientEvent, streamEvents } from './events.ts'
import { follow } from './follow.ts'
import { keepSubscribed } from './keep-subscribed.ts'
import type { ClientEventOf, MessagingClient } from './messaging-client.ts'
import { judgeFailure } from './outbox/judge-failure.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createServerClock, type DeviceClock } from './server-clock.ts'
import { memoryStorage } from './storage/memory-storage.ts'
import type { MessagingStorage } from './storage/messaging-storage.ts'
import { createStore } from './store.ts'
import { joinTabs } from './tabs.ts'
import { createTicker } from './ticker.ts'

export type MessagingClientOptions = {
  /** Of the server's tRPC endpoint: `wss://host/api/trpc`; `http(s)` and, in browsers, a path will do. */
  url: string
  /** Gives a token that is fresh now, or null where nobody is signed in. Absent: the browser's cookie speaks. */
  auth?: () => string | null | Promise<string | null>
  /** Who this is. Nothing is sent for anybody else who signed in meanwhile: that makes it `unauthorised`. */
  userId?: string
  /** Absent: kept in memory. In browsers: `indexedDbStorage(userId)`. */
  storage?: MessagingStorage
  WebSocket?: typeof WebSocket
  clock?: DeviceClock
}

const SEND_DEADLINE_MS = 30_000

/** Connects at once. Call `close` when done. */
export function createMessagingClient(options: MessagingClientOptions): MessagingClient {
  const { url, auth, userId, storage = memoryStorage() } = options
  const closing = new AbortController()
  const connection = createConnection({
    url,
    auth,
    WebSocket: options.WebSocket,
    closing: closing.signal,
  })
  const trpc = createTRPCClient<AppRouter>({
    links: [statusLink(connection), wsLink<AppRouter>({ client: connection.webSocketClient })],
  })
  const clock = createServerClock(options.clock)
  const sources = { trpc, connection, clock }
  const ticker = createTicker(clock)
  const tabs = joinTabs(storage.name)
  const drafts = createDrafts(storage, tabs)
  const ready = createStore(false)
  const outbox = createOutbox({
    storage,
    tabs,
    clock,
    ready,
    deliver: (input) => trpc.messages.send.mutate(input, { signal: AbortSignal.timeout(SEND_DEADLINE_MS) }),
  })
  const stops = [
    outbox.onSent(({ message }) => clock.observeNotBefore(message.createdAt)),
    connection.opened.subscribe(() => void checkCaller()),
    connection.status.subscribe(() => {
      const { state } = connection.status.get()
      if (state !== 'online' && state !== 'resuming') ready.set(false)
    }),
    ...(auth
      ? [keepTokenFresh({ connection, auth, renew: (token) => trpc.session.renew.mutate({ token }) })]
      : []),
  ]
  const listeners = new Set<(event: ClientEvent) => void>()
  let listening: AbortController | null = null

  /** The outbox belongs to one person; the socket to whoever is signed in when it opens. */
  async function checkCaller(attempt = 1): Promise<void> {
    const socket = connection.opened.get()
    ready.set(false)
    try {
      const me = userId === undefined ? null : await trpc.users.me.query()
      if (socket !== connection.opened.get()) return
      if (me !== null && me.id !== userId) connection.refuse({ forGood: true })
      else ready.set(true)
    } catch (error) {
      const isOver = () => closing.signal.aborted || socket !== connection.opened.get()
      // Where the socket is gone or nobody is signed in, the next one asks again.
      if (isOver() || judgeFailure(error).kind === 'lost') return
      await pauseUntil(closing.signal, fullJitterMs(attempt))
      if (!isOver()) await checkCaller(attempt + 1)
    }
  }

  async function listen(signal: AbortSignal): Promise<void> {
    for await (const event of streamEvents(sources, { signal }))
      for (const listener of [...listeners]) tell(listener, event)
  }

  function on<Type extends ClientEvent['type']>(
    type: Type,
    listener: (event: ClientEventOf<Type>) => void,
  ): () => void {
    const isOfType = (event: ClientEvent): event is ClientEventOf<Type> => event.type === type
    const hear = (event: ClientEvent) => {
      if (isOfType(event)) listener(event)
    }
    listeners.add(hear)
    if (listening === null) {
      listening = new AbortController()
      void listen(listening.signal)
    }
    return () => {
      listeners.delete(hear)
      if (listeners.size > 0) return
      listening?.abort()
      listening = null
    }
  }

  return {
    userId: userId ?? null,
    trpc,
    connection: { status: connection.status, retryNow: connection.retryNow },
    clock,
    ticker,
    outbox,
    drafts,
    storage,
    messages: {
      send: async (request) => {
        const { id, outcome } = outbox.send(request)
        const settled = await outcome
        if (!settled.ok) outbox.remove(id)
        return settled
      },
    },
    follow: (followOptions) => follow({ ...followOptions, connection, clock }),
    followPresence: (conversationId, onData) =>
      keepSubscribed({
        connection,
        subscribe: (end) => trpc.live.presence.subscribe({ conversationId }, { ...end, onData }),
      }),
    events: (eventOptions) => streamEvents(sources, eventOptions),
    on,
    close: async () => {
      closing.abort()
      for (const stop of stops) stop()
      outbox.stop()
      ticker.stop()
      await drafts.stop()
      tabs.close()
      await connection.close()
      await storage.close()
    },
  }
}

/** What a listener throws stays its own: it is reported as an uncaught error, as one of an `EventTarget` is. */
function tell(listener: (event: ClientEvent) => void, event: ClientEvent): void {
  try {
    listener(event)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
