import type { Pennypost, Session, StoredSession } from '@pennypost/api'
import { RefusalError } from '@pennypost/domain'
import type { Logger } from 'pino'
import type { Identity } from '../auth/authenticate.ts'
import type { Places } from './places.ts'

/** Ends one connection. `code` is a WebSocket close code; a stream over HTTP just stops. */
type End = (code: number, reason: string) => void

export const CLOSE_CODES = {
  goingAway: 1012,
  tooSlowReader: 1013,
  notSignedIn: 4401,
  tooSlow: 4408,
  tooMany: 4429,
} as const

export type OpenSession = {
  readonly session: Session
  /** Puts another proof of the same person in the place of the first. @throws NOT_SIGNED_IN for anyone else, and after the end */
  renew(identity: Identity, provedAtMs: number): void
  /** The connection is gone. */
  release(): void
}

export type OpenSessions = {
  /**
   * The connection may have closed meanwhile: whoever asks looks, and releases.
   * @throws RATE_LIMITED past the connections one person may hold; NOT_SIGNED_IN where the session has just ended
   */
  admit(identity: Identity, provedAtMs: number, end: End): Promise<OpenSession>
  count(): number
  /** Ends every connection: this server goes away. */
  stop(): void
}

type Entry = {
  identity: Identity
  session: Session
  ended: AbortController
  end: End
  timer: NodeJS.Timeout | undefined
}
type Options = {
  pennypost: Pick<Pennypost, 'findSessions'> & { control: Pick<Pennypost['control'], 'subscribe'> }
  places: Places
  log: Logger
}

const REVALIDATE_MS = 15_000
const REMEMBER_ENDED_MS = 30_000
/** Node keeps a list for every duration until that has passed, also without a timer in it: so there are few durations. */
const LONGEST_TIMER_MS = 60_000
const TIMER_STEP_MS = 100

/** The connections of this server that outlive one request, so that what ends a session ends them too. */
export function createOpenSessions({ pennypost, places, log }: Options): OpenSessions {
  const bySession = new Map<string, Set<Entry>>()
  const byUser = new Map<string, Set<Entry>>()
  /** What ended of late, by session and by user: a connection may be on its way in when the news comes. */
  const endedAtMs = new Map<string, number>()

  const unsubscribe = pennypost.control.subscribe((event) => {
    if (event.type === 'session-ended') endAll(bySession, event.sessionId)
    else if (event.type === 'user-changed' && event.endsSessions) endAll(byUser, event.userId)
    else if (event.type === 'reconnected') void revalidate()
  })
  const revalidation = setInterval(() => {
    void revalidate()
    void places.keep()
  }, REVALIDATE_MS)
  revalidation.unref()

  function endAll(index: Map<string, Set<Entry>>, key: string): void {
    endedAtMs.delete(key)
    endedAtMs.set(key, performance.now())
    for (const [old, at] of endedAtMs) {
      if (at > performance.now() - REMEMBER_ENDED_MS) break
      endedAtMs.delete(old)
    }
    for (const entry of [...(index.get(key) ?? [])]) endSession(entry)
  }

  function endEntry(entry: Entry, code: number, reason: string): void {
    forget(entry)
    entry.ended.abort()
    entry.end(code, reason)
  }

  function endSession(entry: Entry): void {
    endEntry(entry, CLOSE_CODES.notSignedIn, 'the session has ended')
  }

  function forget(entry: Entry): void {
    clearTimeout(entry.timer)
    drop(bySession, entry.identity.sessionId, entry)
    drop(byUser, entry.identity.userId, entry)
  }

  function endOnTime(entry: Entry): NodeJS.Timeout {
    const leftMs = entry.session.expiresAtMs - Date.now()
    const onTime = () => {
      if (leftMs <= LONGEST_TIMER_MS) endSession(entry)
      else entry.timer = endOnTime(entry)
    }
    const waitMs = Math.min(Math.ceil(leftMs / TIMER_STEP_MS) * TIMER_STEP_MS, LONGEST_TIMER_MS)
    return setTimeout(onTime, waitMs).unref()
  }

  function hasEnded({ userId, sessionId }: Identity, provedAtMs: number): boolean {
    return [userId, sessionId].some((key) => (endedAtMs.get(key) ?? -1) >= provedAtMs)
  }

  /** Asks the database about every session, because news of an end can be lost. */
  async function revalidate(): Promise<void> {
    try {
      // Who comes in while the database is asked is not among its answers.
      const asked = [...bySession].map(([sessionId, entries]) => ({ sessionId, entries: [...entries] }))
      const sessions = await pennypost.findSessions(asked.map(({ sessionId }) => sessionId))
      for (const { sessionId, entries } of asked) {
        const found = sessions.get(sessionId)
        for (const entry of entries)
          if (entry.session.sessionId === sessionId && !isSame(entry.session, found)) endSession(entry)
      }
    } catch (error) {
      log.warn({ err: error }, 'open sessions could not be checked; they are checked again soon')
    }
  }

  return {
    async admit(identity, provedAtMs, end) {
      const { userId, role, sessionId, expiresAtMs } = identity
      const giveBack = await places.take(userId)
      if (hasEnded(identity, provedAtMs)) {
        giveBack()
        throw new RefusalError({ code: 'NOT_SIGNED_IN' })
      }
      const ended = new AbortController()
      const session: Session = { userId, role, sessionId, expiresAtMs, ended: ended.signal }
      const entry: Entry = { identity, session, ended, end, timer: undefined }
      let isReleased = false
      enter(entry)
      return {
        session,
        renew(fresh, freshlyProvedAtMs) {
          const isOver = isReleased || ended.signal.aborted
          if (isOver || hasEnded(fresh, freshlyProvedAtMs) || fresh.userId !== userId)
            throw new RefusalError({ code: 'NOT_SIGNED_IN' })
          forget(entry)
          entry.identity = fresh
          session.sessionId = fresh.sessionId
          session.role = fresh.role
          session.expiresAtMs = fresh.expiresAtMs
          enter(entry)
        },
        release() {
          isReleased = true
          forget(entry)
          giveBack()
        },
      }
    },
    count: () => [...byUser.values()].reduce((sum, entries) => sum + entries.size, 0),
    stop() {
      unsubscribe()
      clearInterval(revalidation)
      const open = [...byUser.values()].flatMap((entries) => [...entries])
      for (const entry of open) endEntry(entry, CLOSE_CODES.goingAway, 'this server is stopping')
    },
  }

  function enter(entry: Entry): void {
    clearTimeout(entry.timer)
    entry.timer = endOnTime(entry)
    add(bySession, entry.identity.sessionId, entry)
    add(byUser, entry.identity.userId, entry)
  }
}

function isSame(session: Session, found: StoredSession | undefined): boolean {
  return found !== undefined && !found.isBanned && found.role === session.role
}

function add(index: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const entries = index.get(key) ?? new Set()
  index.set(key, entries.add(entry))
}

function drop(index: Map<string, Set<Entry>>, key: string, entry: Entry): void {
  const entries = index.get(key)
  entries?.delete(entry)
  if (entries?.size === 0) index.delete(key)
}
