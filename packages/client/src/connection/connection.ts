import { createWSClient, type TRPCWebSocketClient } from '@trpc/client'
import { createStore, type Store } from '../store.ts'
import { fullJitterMs, type Pause, pause } from './backoff.ts'
import type { ConnectionState, ConnectionStatus } from './connection-status.ts'
import { abandon, probe, webSocketUrl } from './socket.ts'
import { watchDevice } from './watch-device.ts'

export type Connection = {
  status: Store<ConnectionStatus>
  /** Connects at once rather than at `retryAt`; also after signing in again. */
  retryNow(): void
}

export type OpenConnection = Connection & {
  webSocketClient: TRPCWebSocketClient
  /** The proof that the newest socket was opened with; null: a cookie. */
  token(): string | null
  /** Counts the sockets that were opened. */
  opened: Store<number>
  /** Until its first page has come, the connection is not `online`. @returns what takes that back */
  expectPages(): () => void
  /** The server answered: it takes us for who we are. */
  confirm(): void
  confirmPage(): void
  /** The server says that nobody is signed in. `forGood`: and a fresh proof would not help. */
  refuse(options?: { forGood: boolean }): void
  /** Aborted when the client closes: whatever it follows ends. */
  closing: AbortSignal
  close(): Promise<void>
}

export type ConnectionOptions = {
  closing: AbortSignal
  url: string
  auth?: (() => string | null | Promise<string | null>) | undefined
  WebSocket?: typeof WebSocket | undefined
}

const NOT_SIGNED_IN = 4401
const OPEN_DEADLINE_MS = 10_000
const HEARTBEAT_MS = 15_000

/** One WebSocket that is kept open, and what is known of it. */
export function createConnection({ url, auth, WebSocket, closing }: ConnectionOptions): OpenConnection {
  const status = createStore<ConnectionStatus>({
    state: 'connecting',
    since: Date.now(),
    attempt: 0,
    retryAt: null,
  })
  const opened = createStore(0)
  let attempts = 0
  let feeds = 0
  let isOffline = false
  let isClosed = false
  /** Turned away once: the next socket, with a fresh proof, decides. */
  let isSuspected = false
  let suspectedSocket = 0
  let isRefused = false
  let token: string | null = null
  let waiting: Pause | null = null
  let deadline: ReturnType<typeof setTimeout> | undefined
  /** Null while it is being made: it asks for its first turn at once. */
  let made: TRPCWebSocketClient | null = null

  const socket = () => made?.connection?.ws ?? null
  const isOpen = () => made?.connection?.state === 'open'

  function show(state: ConnectionState, attempt = 0, retryAt: number | null = null): void {
    const since = status.get().state === state ? status.get().since : Date.now()
    status.set({ state, since, attempt, retryAt })
  }

  function lostState(): ConnectionState {
    if (isRefused) return 'unauthorised'
    if (isOffline) return 'offline'
    return opened.get() === 0 ? 'connecting' : 'reconnecting'
  }

  /** tRPC asks for the address before each attempt: the place where a wait can be cut short. */
  async function takeTurn(): Promise<string> {
    attempts += 1
    const isFirst = opened.get() === 0 && attempts === 1
    const isHurried = isFirst || (isSuspected && attempts === 1)
    const delayMs = isRefused ? null : isHurried ? 0 : fullJitterMs(attempts)
    if (!isOpen()) show(lostState(), attempts, delayMs ? Date.now() + delayMs : null)
    waiting = pause(delayMs)
    await waiting.done
    waiting = null
    if (isClosed) throw new Error('The client was closed')
    if (auth) token = await auth()
    if (auth && token === null) refuse({ forGood: true })
    if (isRefused) throw new Error('Nobody is signed in')
    if (!isOpen()) show(lostState(), attempts)
    clearTimeout(deadline)
    deadline = setTimeout(() => {
      const late = socket()
      if (late && !isOpen()) abandon(late)
    }, OPEN_DEADLINE_MS)
    return webSocketUrl(url)
  }

  const webSocketClient = createWSClient({
    url: takeTurn,
    retryDelayMs: () => 0,
    ...(auth && { connectionParams: () => ({ token: token ?? '' }) }),
    ...(WebSocket && { WebSocket }),
    onOpen: () => {
      clearTimeout(deadline)
      const isFirst = opened.get() === 0
      isOffline = false
      if (status.get().state !== 'online')
        show(feeds === 0 ? 'online' : isFirst ? 'connecting' : 'resuming', attempts)
      opened.set(opened.get() + 1)
    },
    onClose: (cause) => {
      if (cause?.code === NOT_SIGNED_IN) refuse()
      if (!isClosed && !isOpen()) show(lostState(), attempts)
    },
  })
  made = webSocketClient

  function confirm(): void {
    attempts = 0
    isSuspected = false
  }

  function confirmPage(): void {
    confirm()
    if (status.get().state !== 'online') show('online')
  }

  function refuse({ forGood } = { forGood: false }): void {
    if (isSuspected && suspectedSocket === opened.get() && !forGood) return
    isRefused = forGood || isSuspected
    isSuspected = true
    suspectedSocket = opened.get()
    const current = socket()
    if (current && isOpen()) abandon(current)
    if (isRefused) show('unauthorised')
  }

  function awake(): void {
    waiting?.end()
    const current = socket()
    if (current) probe(current)
  }

  const stopWatching = watchDevice({
    awake: () => {
      if (!isRefused) awake()
    },
    offline: () => {
      isOffline = true
      const current = socket()
      if (current && isOpen()) abandon(current)
      if (!isRefused) show('offline', attempts, status.get().retryAt)
    },
  })
  const heartbeat = setInterval(() => {
    const current = socket()
    if (current) probe(current)
  }, HEARTBEAT_MS)

  return {
    status,
    webSocketClient,
    token: () => token,
    opened,
    closing,
    confirm,
    confirmPage,
    refuse,
    retryNow: () => {
      isRefused = false
      isSuspected = false
      attempts = 0
      awake()
    },
    expectPages: () => {
      feeds += 1
      return () => {
        feeds -= 1
        if (feeds === 0 && isOpen()) confirmPage()
      }
    },
    close: async () => {
      isClosed = true
      clearInterval(heartbeat)
      clearTimeout(deadline)
      stopWatching()
      waiting?.end()
      await webSocketClient.close()
    },
  }
}
