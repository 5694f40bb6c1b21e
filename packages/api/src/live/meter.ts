import { setImmediate } from 'node:timers'
import { LIMITS } from '@pennypost/domain'
import { TRPCError } from '@trpc/server'
import type { Asker, Socket } from '../context.ts'

/** The part of a WebSocket that is metered. `bufferedAmount`: what it was given and the system has not yet taken. */
export type Output = { readonly bufferedAmount: number; pause(): void; resume(): void }

type Waiting = {
  bytes: () => number
  asker: Asker
  enter: (takenBytes: number) => void
  refuse: (why: TRPCError) => void
}
type Watch = { timer: NodeJS.Timeout; unreadBytes: number; movedAtMs: number }

const SPACE_BYTES = LIMITS.unreadOutputBytes - LIMITS.unaskedOutputBytes
const LOOK_AGAIN_MS = 50
/** Two batches: who asks faster than can be answered is listened to again when these have been. */
const MOST_CALLS_WAITING = 2 * LIMITS.callsPerBatch

/**
 * The space for what one socket is given. Whatever is made for it takes its space first, in the order of asking, and gives it
 * back when the reader's system has it: what was made and not read fits in, however much is asked for or happens. What is
 * larger than that is made when there is nothing else, and alone. Who takes nothing while somebody waits is given up.
 */
export class Meter implements Socket {
  readonly #output: Output
  readonly #giveUp: () => void
  /** Taken by what is being made. */
  #underWayBytes = 0
  /** Taken by what was made in this turn of the event loop: the socket has it by the end of that. */
  #handedOverBytes = 0
  readonly #waiting: Waiting[] = []
  #callsWaiting = 0
  #watch: Watch | null = null
  #isHeldBack = false
  #isOver = false

  /** @param giveUp closes the socket of a reader who has stopped */
  constructor(output: Output, giveUp: () => void) {
    this.#output = output
    this.#giveUp = giveUp
  }

  /** Whether as much is unread as may be: nothing that asks for space would get any. */
  get isFull(): boolean {
    return this.#output.bufferedAmount >= SPACE_BYTES
  }

  take(bytes: number): boolean {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) return false
    this.#handedOverBytes += bytes
    return true
  }

  async inTurn<Answer>(
    bytes: () => number,
    run: () => Promise<Answer>,
    asker: Asker = 'follower',
  ): Promise<Answer> {
    const wanted = bytes()
    const isNext = this.#waiting.length === 0 && this.#fits(wanted)
    if (isNext) this.#underWayBytes += wanted
    const taken = isNext ? wanted : await this.#wait(bytes, asker)
    try {
      return await run()
    } finally {
      this.#underWayBytes -= taken
      this.#handedOverBytes += taken
      if (this.#watch !== null) setImmediate(() => this.passedOn())
    }
  }

  /** To be told at the end of each turn of the event loop that wrote something. */
  passedOn(): void {
    this.#handedOverBytes = 0
    if (this.#watch !== null) this.#look(this.#watch)
  }

  /** To be told of all that the reader says: who does not read is not listened to either, since answers would grow in number. */
  hear(): void {
    if (this.#isHeldBack || this.#isOver || !this.#hasHeardEnough) return
    this.#isHeldBack = true
    this.#output.pause()
    this.#startWatch()
  }

  /** Nothing more is made, for those who wait neither. */
  end(): void {
    this.#isOver = true
    this.#stopWatch()
    const late = tooLate()
    for (const { refuse } of this.#waiting.splice(0)) refuse(late)
  }

  get #hasHeardEnough(): boolean {
    if (this.#callsWaiting > MOST_CALLS_WAITING) return true
    return this.isFull || (this.#callsWaiting > 0 && this.#output.bufferedAmount > 0)
  }

  #fits(bytes: number): boolean {
    const taken = this.#output.bufferedAmount + this.#underWayBytes + this.#handedOverBytes
    return !this.#isOver && (taken === 0 || taken + bytes <= SPACE_BYTES)
  }

  #wait(bytes: () => number, asker: Asker): Promise<number> {
    if (this.#isOver) return Promise.reject(tooLate())
    return new Promise((enter, refuse) => {
      this.#waiting.push({ bytes, asker, enter, refuse })
      if (asker === 'call') this.#callsWaiting += 1
      this.#startWatch()
      setImmediate(() => this.passedOn())
    })
  }

  #look(watch: Watch): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const bytes = next.bytes()
      if (!this.#fits(bytes)) break
      this.#waiting.shift()
      if (next.asker === 'call') this.#callsWaiting -= 1
      this.#underWayBytes += bytes
      watch.movedAtMs = performance.now()
      next.enter(bytes)
    }
    if (this.#isHeldBack && !this.#hasHeardEnough) {
      this.#isHeldBack = false
      this.#output.resume()
    }
    if (this.#waiting.length === 0 && !this.#isHeldBack) this.#stopWatch()
  }

  #startWatch(): void {
    this.#watch ??= {
      timer: setInterval(() => this.#lookAgain(), LOOK_AGAIN_MS).unref(),
      unreadBytes: this.#output.bufferedAmount,
      movedAtMs: performance.now(),
    }
  }

  /** The deadline begins again with whatever is taken: a reader who is slow stays, and costs no more for it. */
  #lookAgain(): void {
    this.passedOn()
    const watch = this.#watch
    if (watch === null) return
    const unreadBytes = this.#output.bufferedAmount
    if (unreadBytes === 0 || unreadBytes < watch.unreadBytes) watch.movedAtMs = performance.now()
    watch.unreadBytes = unreadBytes
    if (performance.now() - watch.movedAtMs <= LIMITS.unreadOutputDeadlineMs) return
    this.end()
    this.#giveUp()
  }

  #stopWatch(): void {
    clearInterval(this.#watch?.timer)
    this.#watch = null
  }
}

function tooLate(): TRPCError {
  return new TRPCError({ code: 'CLIENT_CLOSED_REQUEST', message: 'The socket is closing' })
}
