import { type Context, LivePages, refusalOf } from '@pennypost/api'
import { callTRPCProcedure, TRPCError } from '@trpc/server'
import type { TrpcOptions } from '../trpc-options.ts'
import { type CallId, FRAMES, type SharedFrames } from './frames.ts'
import type { Outlet } from './outlet.ts'

export type SubscriptionCall = CallId & { id: string | number; path: string; input: unknown }

type Options = {
  router: TrpcOptions['router']
  outlet: Outlet
  sharedFrames: SharedFrames
  /** How many one socket may have at once. */
  most: number
  context: () => Context | Promise<Context>
  answerError: (call: SubscriptionCall, cause: unknown) => void
}

const RETRY_AFTER_MS = 1_000

/**
 * What one socket follows: each subscription's values in order, until either side ends it. What a subscription gives has to end
 * when its signal aborts.
 */
export class Subscriptions {
  readonly #options: Options
  readonly #open = new Map<string | number, AbortController>()

  constructor(options: Options) {
    this.#options = options
  }

  async follow(call: SubscriptionCall): Promise<void> {
    const { outlet, answerError } = this.#options
    const refused = this.#refusalOf(call)
    if (refused !== null) {
      answerError(call, refused)
      return
    }
    const stopping = new AbortController()
    this.#open.set(call.id, stopping)
    try {
      const values = await this.#subscribe(call, stopping.signal)
      if (values !== null) await this.#pass(call, values, stopping.signal)
      this.#open.delete(call.id)
      outlet.send(FRAMES.stopped(call))
    } catch (cause) {
      this.#open.delete(call.id)
      if (stopping.signal.aborted) outlet.send(FRAMES.stopped(call))
      else answerError(call, cause)
    }
  }

  stop(id: string | number): void {
    this.#open.get(id)?.abort()
  }

  stopAll(): void {
    for (const stopping of this.#open.values()) stopping.abort()
  }

  #refusalOf({ id }: SubscriptionCall): TRPCError | null {
    if (this.#open.has(id)) return new TRPCError({ code: 'BAD_REQUEST', message: 'Duplicate id' })
    if (this.#open.size < this.#options.most) return null
    return refusalOf({ code: 'RATE_LIMITED', retryAfterMs: RETRY_AFTER_MS })
  }

  /** @returns null where it was stopped before it began */
  async #subscribe(
    { path, input }: SubscriptionCall,
    signal: AbortSignal,
  ): Promise<AsyncIterator<unknown> | null> {
    const { router, outlet, context } = this.#options
    const ctx = await context()
    const isOver = () => signal.aborted || !outlet.isOpen
    if (isOver()) return null
    const getRawInput = async () => input
    const call = { router, path, getRawInput, ctx, type: 'subscription', signal, batchIndex: 0 } as const
    const values: unknown = await callTRPCProcedure(call)
    if (!isAsyncIterable(values))
      throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: `${path} gave nothing to follow` })
    const iterator = values[Symbol.asyncIterator]()
    if (!isOver()) return iterator
    await iterator.return?.()
    return null
  }

  async #pass(call: SubscriptionCall, values: AsyncIterator<unknown>, signal: AbortSignal): Promise<void> {
    const { outlet, sharedFrames, answerError } = this.#options
    outlet.send(FRAMES.started(call))
    if (values instanceof LivePages) values.takeLine((page) => outlet.send(sharedFrames.of(call, page)))
    try {
      for (;;) {
        const { done, value } = await values.next()
        if (done || signal.aborted) break
        outlet.send(FRAMES.value(call, value))
      }
    } catch (cause) {
      if (!signal.aborted) answerError(call, cause)
    } finally {
      await values.return?.()
    }
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
