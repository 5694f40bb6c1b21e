import { setImmediate } from 'node:timers'
import { LIMITS } from '@pennypost/domain'
import type { DatabaseClock } from '../database-clock.ts'
import type { Announcement, SharedEvent } from './bus.ts'
import type { SharedPage } from './shared-page.ts'
import type { Wakeup } from './wakeup.ts'

/**
 * One change in the ring, as JSON: a text is one thing for the garbage collector to move where an event is ten, and most are
 * never read again. `type` is `own` where each follower reads their own, and `text` then empty.
 */
export type RoomEntry = {
  seq: number
  type: SharedEvent['type'] | 'own'
  text: string
  bytes: number
  /** Infinite where it does not expire. */
  expiresAtMs: number
  heardAtMs: number
}

/** Somebody who follows a conversation on this server. */
export type Follower = {
  userId: string
  /** For what has to be read or decided; `hear` for what came to the room. */
  bell: Wakeup
  hear(): void
  /** It is said that they take no further part; only the database knows, since they may have come back. */
  isInDoubt: boolean
}

/** More than one batch of sends can change a conversation. */
const RING_ENTRIES = 256
/** Before the last change: long enough to come back after a lost connection. A ring is memory, and mostly never read again. */
const RING_LASTS_MS = 10_000
/** Servers announce in the order in which they hear of their commits: what is missing is mostly on its way. */
const LATE_ANNOUNCEMENT_MS = 100
const PAGE_LASTS_MS = 10
/** With a page's last event, which may go past it, far less than a socket has room for. */
const PAGE_BYTES = 128 * 1024
/** What stands around the events of a page: the rest of it, tRPC's frame and the socket's. */
const AROUND_BYTES = 1_024

/**
 * One conversation's live log on one server: the last change number, a short ring of recent events, and whoever waits.
 * It exists while somebody follows. What is not in the ring is read from the database.
 */
export class Room {
  readonly followers = new Set<Follower>()
  /** Settles once the other servers are heard: what is read from the database after that is followed without a gap. */
  readonly isJoined: Promise<void>
  /** Null until the database or an announcement has told it. */
  #lastSeq: number | null = null
  /** The ring is complete after this number. */
  #ringAfter = Number.POSITIVE_INFINITY
  #ring: RoomEntry[] = []
  #shared: SharedPage | null = null
  #isTelling = false
  /** What was announced before what comes before it. */
  readonly #early = new Map<number, RoomEntry>()
  #gap: NodeJS.Timeout | null = null

  constructor(isJoined: Promise<void>) {
    this.isJoined = isJoined
  }

  /** Whether anything came after a cursor. */
  isAhead(cursor: number): boolean {
    return this.#lastSeq !== null && cursor < this.#lastSeq
  }

  /** @returns what came after a cursor, as much as a page may hold, or 'gap' where only the database can tell */
  after(cursor: number): RoomEntry[] | 'gap' {
    if (this.#lastSeq !== null && cursor >= this.#lastSeq) return []
    if (cursor < this.#ringAfter) return 'gap'
    const from = cursor - this.#ringAfter
    let to = from
    for (let bytes = 0; bytes < PAGE_BYTES && to < this.#ring.length; to += 1)
      bytes += this.#ring[to]?.bytes ?? 0
    return this.#ring.slice(from, to)
  }

  /** @returns the most that a page of what came after a cursor takes on its way, 0 where nothing came */
  bytesAfter(cursor: number): number | 'gap' {
    const entries = this.after(cursor)
    if (entries === 'gap' || entries.length === 0) return entries === 'gap' ? 'gap' : 0
    const own = entries.some(({ type }) => type === 'own') ? LIMITS.answerBytes : 0
    return bytesOf(entries) + own
  }

  /**
   * What came after a cursor, as one page for all who stand there: made and serialised once.
   * @returns null where there is nothing new, or not everyone gets the same
   */
  pageAfter(cursor: number, clock: Pick<DatabaseClock, 'nowMs' | 'latestMs'>): SharedPage | null {
    const shared = this.#shared
    const nowMs = clock.nowMs()
    const latestMs = clock.latestMs()
    if (shared?.after === cursor && latestMs < shared.expiresAtMs && nowMs - shared.madeAtMs < PAGE_LASTS_MS)
      return shared
    const entries = this.after(cursor)
    if (entries === 'gap') return null
    if (entries.length === 0 || entries.some(({ type }) => type !== 'message')) return null
    const expiresAtMs = Math.min(...entries.map((entry) => entry.expiresAtMs))
    if (expiresAtMs <= latestMs) return null
    const seq = cursor + entries.length
    const now = new Date(nowMs).toISOString()
    const text = `{"events":[${entries.map((entry) => entry.text).join(',')}],"reset":false,"now":"${now}"}`
    const made = {
      after: cursor,
      seq,
      bytes: bytesOf(entries),
      madeAtMs: nowMs,
      expiresAtMs,
      text,
      written: null,
    }
    this.#shared = made
    // With the frames that are made of it by then: a room at rest holds its ring and nothing else.
    setImmediate(() => {
      if (this.#shared === made) this.#shared = null
    })
    return made
  }

  /** @param nowMs of a clock that never goes back */
  announce({ seq, event, removed }: Announcement, nowMs: number): void {
    this.remove(removed)
    if (this.#lastSeq !== null && seq <= this.#lastSeq) return
    const entry = entryOf(seq, event, nowMs)
    if (this.#lastSeq !== null && seq - 1 > this.#lastSeq) {
      this.#early.set(seq, entry)
      this.#gap ??= this.#waitForGap()
    } else {
      this.#append(entry)
      this.#takeEarly()
    }
  }

  /** What the database said is the last change; more than was announced means that an announcement was lost. */
  learn(lastSeq: number): void {
    if (this.#lastSeq !== null && lastSeq <= this.#lastSeq) return
    const isNews = this.#lastSeq !== null
    this.forget()
    this.#lastSeq = lastSeq
    this.#takeEarly()
    if (isNews) this.#tell()
  }

  /** Drops the ring: the next read is the database's. */
  forget(): void {
    this.#ring = []
    this.#shared = null
    this.#ringAfter = Number.POSITIVE_INFINITY
  }

  /** Makes those who, it is said, take no further part prove themselves before their next event. */
  remove(userIds: readonly string[]): void {
    if (userIds.length === 0) return
    for (const follower of this.followers) {
      if (!userIds.includes(follower.userId)) continue
      follower.isInDoubt = true
      follower.bell.ring()
    }
  }

  /** Makes every follower look around, whether or not anything came. */
  ring(): void {
    for (const { bell } of this.followers) bell.ring()
  }

  #append(entry: RoomEntry): void {
    const { seq } = entry
    if (seq - 1 !== this.#lastSeq) this.forget()
    if (this.#ring.length === 0) this.#ringAfter = seq - 1
    this.#lastSeq = seq
    this.#ring.push(entry)
    this.#shared = null
    this.#trim(entry.heardAtMs - RING_LASTS_MS)
    this.#tell()
  }

  #trim(untilMs: number): void {
    const isOld = (index: number) => (this.#ring[index]?.heardAtMs ?? Number.POSITIVE_INFINITY) < untilMs
    let old = Math.max(0, this.#ring.length - RING_ENTRIES)
    while (isOld(old)) old += 1
    if (old === 0) return
    this.#ringAfter = this.#ring[old - 1]?.seq ?? this.#ringAfter
    this.#ring.splice(0, old)
  }

  /** What came early follows as soon as nothing is missing before it. */
  #takeEarly(): void {
    if (this.#early.size === 0) return
    for (const seq of this.#early.keys()) if (seq <= (this.#lastSeq ?? 0)) this.#early.delete(seq)
    for (let next = this.#takeNext(); next !== undefined; next = this.#takeNext()) this.#append(next)
    // Something came, so whatever is missing now has been missing for no longer than this.
    if (this.#gap !== null) clearTimeout(this.#gap)
    this.#gap = this.#early.size > 0 ? this.#waitForGap() : null
  }

  #waitForGap(): NodeJS.Timeout {
    return setTimeout(() => this.#leap(), LATE_ANNOUNCEMENT_MS).unref()
  }

  #takeNext(): RoomEntry | undefined {
    const seq = (this.#lastSeq ?? 0) + 1
    const next = this.#early.get(seq)
    this.#early.delete(seq)
    return next
  }

  /** What is missing did not come: it is in the database. */
  #leap(): void {
    this.#gap = null
    const early = [...this.#early.values()].toSorted((one, other) => one.seq - other.seq)
    this.#early.clear()
    for (const entry of early) if (entry.seq > (this.#lastSeq ?? 0)) this.#append(entry)
  }

  /** Is heard once of all that one batch of messages changed: its promises are settled one after the other. */
  #tell(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      for (const follower of this.followers) follower.hear()
    })
  }
}

function entryOf(seq: number, event: SharedEvent | null, heardAtMs: number): RoomEntry {
  const text = event === null ? '' : JSON.stringify(event)
  const expiresAt = event?.type === 'message' ? event.message.expiresAt : null
  return {
    seq,
    type: event?.type ?? 'own',
    text,
    bytes: Buffer.byteLength(text),
    expiresAtMs: expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
    heardAtMs,
  }
}

function bytesOf(entries: readonly RoomEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes + 1, AROUND_BYTES)
}
