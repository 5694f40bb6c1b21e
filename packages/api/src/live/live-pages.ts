import type { SharedPage } from './shared-page.ts'

/** Writes a page to one subscriber's socket as it is, past the iterator: at once, after all that the iterator has given. */
export type Line = (page: SharedPage) => void

type Options<Value> = {
  /** The next value, or null at the end. */
  next: () => Promise<Value | null>
  /** Called once, whatever ended it. */
  end: () => void
  takeLine?: (line: Line) => void
}

/**
 * A subscription's iterator, written by hand: an async generator or `events.on` costs many times the memory. It ends when the
 * subscription's signal aborts. An adapter that can write frames itself gives it a line after `started`; then pages that many get alike go by it.
 */
export class LivePages<Value> implements AsyncIterableIterator<Value> {
  readonly #options: Options<Value>
  #isOver = false

  constructor(options: Options<Value>) {
    this.#options = options
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  takeLine(line: Line): void {
    this.#options.takeLine?.(line)
  }

  async next(): Promise<IteratorResult<Value, undefined>> {
    if (this.#isOver) return { done: true, value: undefined }
    try {
      const value = await this.#options.next()
      if (value !== null) return { done: false, value }
      this.#finish()
      return { done: true, value: undefined }
    } catch (error) {
      this.#finish()
      throw error
    }
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#finish()
    return { done: true, value: undefined }
  }

  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#options.end()
  }
}
