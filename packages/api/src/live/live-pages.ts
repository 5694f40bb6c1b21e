import type { Context, Session } from '../context.ts'
import type { Services } from '../services.ts'
import { isOpen, protocolErrorOf, requireOpenSession, withoutDetail } from '../trpc.ts'
import type { SharedPage } from './shared-page.ts'
import { Wakeup } from './wakeup.ts'

/** Who is handed what a subscription gives, in its order. */
export type Taker<Value> = {
  take(value: Value): void
  /** One that many are given alike; an adapter may write it once for all of them. */
  takePage(page: SharedPage): void
  /** The last that is heard. @param cause what ended it; null where it was asked to end */
  end(cause: unknown): void
}

/**
 * One subscription, written by hand. An adapter of tRPC's takes it as an iterator (an async generator or `events.on` would cost
 * many times the memory); one that can write by itself gives it a taker, and then nothing is held while nothing comes: no
 * promise, no suspended function, no listener.
 */
export abstract class LivePages<Value> implements AsyncIterableIterator<Value> {
  /** Rung when there may be something to tell, and when it ends. */
  readonly bell = new Wakeup()
  protected readonly services: Services
  protected readonly context: Context
  protected readonly session: Session
  /** Null where it is taken as an iterator. */
  protected taker: Taker<Value> | null = null
  readonly #signal: AbortSignal | null
  #isOver = false
  #isRunning = false

  /**
   * @param signal ends it; null where the adapter calls `return` for that, also when the session ends
   * @throws NOT_SIGNED_IN
   */
  constructor(services: Services, context: Context, signal: AbortSignal | null) {
    this.services = services
    this.context = context
    this.session = requireOpenSession(context)
    this.#signal = signal
    if (signal === null) return
    for (const each of [signal, this.session.ended]) each.addEventListener('abort', this)
  }

  /** Whether nothing more is to be read: it is over, or its session, or the server stops. */
  get isEnding(): boolean {
    return this.#hasEnded || this.session.ended.aborted || this.services.live.stopping.aborted
  }

  /** It has given all that it had, and may be given more at once. */
  protected get isReady(): boolean {
    return this.taker !== null && !this.#isRunning && !this.isEnding && isOpen(this.session)
  }

  /** The next value; `again` where there may be one, and `wait` where there is none before the bell rings. */
  protected abstract step(): Promise<Value | 'again' | 'wait'>

  /** Called once, whatever ended it. */
  protected abstract leave(): void

  /** Hands over everything from now on; for the caller who takes it so instead of as an iterator. */
  pass(taker: Taker<Value>): void {
    this.taker = taker
    this.bell.calls(() => void this.#run())
    void this.#run()
  }

  handleEvent(): void {
    this.bell.ring()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Value, undefined>> {
    try {
      for (;;) {
        const found = await this.#find()
        if (found !== null) return found
        await this.bell.wait()
      }
    } catch (error) {
      this.#finish()
      throw withoutDetail(protocolErrorOf(error))
    }
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#finish()
    this.bell.ring()
    return { done: true, value: undefined }
  }

  get #hasEnded(): boolean {
    return this.#isOver || this.#signal?.aborted === true
  }

  /** @returns null where there is nothing before the bell rings */
  async #find(): Promise<IteratorResult<Value, undefined> | null> {
    for (;;) {
      if (this.#hasEnded) {
        this.#finish()
        return { done: true, value: undefined }
      }
      // One that ended by itself would be over for a plain client; from a lost connection it comes back by its cursor.
      if (this.services.live.stopping.aborted) return null
      requireOpenSession(this.context)
      const found = await this.step()
      if (found === 'wait') return null
      if (found !== 'again') return { done: false, value: found }
    }
  }

  async #run(): Promise<void> {
    const { taker } = this
    if (this.#isRunning || taker === null) return
    this.#isRunning = true
    try {
      do {
        for (let found = await this.#find(); found !== null; found = await this.#find()) {
          if (!found.done) taker.take(found.value)
          else return this.#endWith(taker, null)
        }
      } while (this.bell.wasRung())
    } catch (cause) {
      this.#endWith(taker, cause)
    } finally {
      this.#isRunning = false
    }
  }

  #endWith(taker: Taker<Value>, cause: unknown): void {
    this.taker = null
    this.#finish()
    taker.end(cause)
  }

  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    for (const each of [this.#signal, this.session.ended]) each?.removeEventListener('abort', this)
    this.leave()
  }
}
