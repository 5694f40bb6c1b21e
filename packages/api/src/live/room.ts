import type { Announcement, SharedEvent } from './bus.ts'
import type { Wakeup } from './wakeup.ts'

/** One change in the ring; `event` is null where each follower reads their own. */
export type RoomEntry = { seq: number; event: SharedEvent | null }

/** Somebody who follows a conversation on this server. */
export type Follower = {
  userId: string
  bell: Wakeup
  /** It is said that they take no further part; only the database knows, since they may have come back. */
  isInDoubt: boolean
}

const RING_ENTRIES = 256

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

  constructor(isJoined: Promise<void>) {
    this.isJoined = isJoined
  }

  /** @returns what came after a cursor, or 'gap' where only the database can tell */
  after(cursor: number): RoomEntry[] | 'gap' {
    if (this.#lastSeq !== null && cursor >= this.#lastSeq) return []
    if (cursor < this.#ringAfter) return 'gap'
    return this.#ring.filter((entry) => entry.seq > cursor)
  }

  announce({ seq, event, removed }: Announcement): void {
    this.remove(removed)
    if (this.#lastSeq !== null && seq <= this.#lastSeq) return
    if (seq - 1 !== this.#lastSeq) this.forget()
    if (this.#ring.length === 0) this.#ringAfter = seq - 1
    this.#lastSeq = seq
    this.#ring.push({ seq, event })
    if (this.#ring.length > RING_ENTRIES) this.#ringAfter = this.#ring.shift()?.seq ?? seq
    this.wake()
  }

  /** What the database said is the last change; more than was announced means that an announcement was lost. */
  learn(lastSeq: number): void {
    if (this.#lastSeq !== null && lastSeq <= this.#lastSeq) return
    const isNews = this.#lastSeq !== null
    this.forget()
    this.#lastSeq = lastSeq
    if (isNews) this.wake()
  }

  /** Drops the ring: the next read is the database's. */
  forget(): void {
    this.#ring = []
    this.#ringAfter = Number.POSITIVE_INFINITY
  }

  /** Makes those who, it is said, take no further part prove themselves before their next event. */
  remove(userIds: readonly string[]): void {
    for (const follower of this.followers) {
      if (!userIds.includes(follower.userId)) continue
      follower.isInDoubt = true
      follower.bell.ring()
    }
  }

  wake(): void {
    for (const follower of this.followers) follower.bell.ring()
  }
}
