import { EventEmitter, once } from 'node:events'

/** One page as a plain tRPC client gets it. */
export type TrackedPage<Event> = { id: string; data: { events: Event[]; reset: boolean; now: string } }

type Callbacks<Item> = {
  onStarted: () => void
  onData: (item: Item) => void
  onError: (error: unknown) => void
  onComplete: () => void
  onConnectionStateChange: (change: { state: string }) => void
}
type Subscribe<Item> = (callbacks: Callbacks<Item>) => { unsubscribe(): void }

/** What one subscription has delivered so far, and a way to wait for more. */
export class Recording<Item> implements Disposable {
  readonly items: Item[] = []
  error: unknown = null
  isStarted = false
  isOver = false
  /** The socket is gone and the client tries to come back. */
  isCut = false
  readonly #news = new EventEmitter()
  readonly #stop: () => void

  /** @param subscribe starts the subscription with these callbacks and returns how to stop it */
  constructor(subscribe: Subscribe<Item>) {
    const change = (apply: () => void) => {
      apply()
      this.#news.emit('news')
    }
    const subscription = subscribe({
      onStarted: () =>
        change(() => {
          this.isStarted = true
        }),
      onData: (item) => change(() => this.items.push(item)),
      onError: (error) =>
        change(() => {
          this.error = error
          this.isOver = true
        }),
      onComplete: () =>
        change(() => {
          this.isOver = true
        }),
      onConnectionStateChange: ({ state }) =>
        change(() => {
          this.isCut = state === 'connecting'
        }),
    })
    this.#stop = () => subscription.unsubscribe()
  }

  /** Resolves once the recording is as wanted. @throws after `withinMs`, telling what has come so far */
  async until(isWanted: (recording: this) => boolean, withinMs = 5_000): Promise<this> {
    const deadline = AbortSignal.timeout(withinMs)
    while (!isWanted(this)) {
      try {
        await once(this.#news, 'news', { signal: deadline })
      } catch {
        const told = { items: this.items, error: String(this.error) }
        throw new Error(`not within ${withinMs} ms; so far: ${JSON.stringify(told).slice(0, 4_000)}`)
      }
    }
    return this
  }

  /** Resolves at the next news. @throws when the signal aborts */
  async news(signal: AbortSignal): Promise<void> {
    await once(this.#news, 'news', { signal })
  }

  [Symbol.dispose](): void {
    this.#stop()
  }
}

/** A recording of a tracked subscription. */
export class Feed<Event> extends Recording<TrackedPage<Event>> {
  get pages(): TrackedPage<Event>[] {
    return this.items
  }

  get events(): Event[] {
    return this.pages.flatMap((page) => page.data.events)
  }

  /** Where a new subscription would go on. */
  get lastEventId(): string {
    return this.pages.at(-1)?.id ?? ''
  }

  /** The first page is there: from now on nothing is missed. */
  opened(): Promise<this> {
    return this.until((feed) => feed.pages.length > 0)
  }
}
