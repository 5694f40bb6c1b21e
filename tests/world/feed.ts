import { EventEmitter, once } from 'node:events'

/** One page as a plain tRPC client gets it. */
export type TrackedPage<Event> = { id: string; data: { events: Event[]; reset: boolean; now: string } }

/** What one subscription has delivered so far, and a way to wait for more. */
export class Feed<Event> implements Disposable {
  readonly pages: TrackedPage<Event>[] = []
  error: unknown = null
  readonly #news = new EventEmitter()
  #stop: (() => void) | null = null

  get events(): Event[] {
    return this.pages.flatMap((page) => page.data.events)
  }

  /** @param subscribe starts the subscription with these callbacks and returns how to stop it */
  static open<Event>(
    subscribe: (callbacks: {
      onData: (page: TrackedPage<Event>) => void
      onError: (error: unknown) => void
    }) => { unsubscribe(): void },
  ): Feed<Event> {
    const feed = new Feed<Event>()
    const subscription = subscribe({
      onData: (page) => {
        feed.pages.push(page)
        feed.#news.emit('news')
      },
      onError: (error) => {
        feed.error = error
        feed.#news.emit('news')
      },
    })
    feed.#stop = () => subscription.unsubscribe()
    return feed
  }

  /** Resolves once the feed is as wanted. @throws after `withinMs`, telling what has come so far */
  async until(isWanted: (feed: Feed<Event>) => boolean, withinMs = 5_000): Promise<this> {
    const deadline = AbortSignal.timeout(withinMs)
    while (!isWanted(this)) {
      try {
        await once(this.#news, 'news', { signal: deadline })
      } catch {
        throw new Error(`not within ${withinMs} ms; the pages so far: ${JSON.stringify(this.pages)}`)
      }
    }
    return this
  }

  /** The first page is there: from now on nothing is missed. */
  opened(): Promise<this> {
    return this.until((feed) => feed.pages.length > 0)
  }

  [Symbol.dispose](): void {
    this.#stop?.()
  }
}
