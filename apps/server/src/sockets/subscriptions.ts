import { type Context, LivePages, refusalOf, type SharedPage, type Taker } from '@pennypost/api'
import { callTRPCProcedure, TRPCError } from '@trpc/server'
import type { TrpcOptions } from '../trpc-options.ts'
import { type CallId, FRAMES, headOf, sharedFrame } from './frames.ts'
import type { Outlet } from './outlet.ts'

export type SubscriptionCall = CallId & { id: string | number; path: string; input: unknown }

/** What all subscriptions of one socket need of it. */
export type SubscriptionsOwner = {
  readonly router: TrpcOptions['router']
  readonly outlet: Outlet
  /** How many it may have at once. */
  readonly mostSubscriptions: number
  caller(): Context | Promise<Context>
  answerError(call: CallId & { type: 'subscription'; path: string; input?: unknown }, cause: unknown): void
}

const RETRY_AFTER_MS = 1_000

/** What one socket follows: each subscription's values in order, until either side ends it. */
export class Subscriptions {
  readonly #owner: SubscriptionsOwner
  readonly #open = new Map<string | number, Subscription>()

  constructor(owner: SubscriptionsOwner) {
    this.#owner = owner
  }

  begin({ id, jsonrpc, path, input }: SubscriptionCall): void {
    const refused = this.#refusalOf(id)
    if (refused !== null) {
      this.#owner.answerError({ id, jsonrpc, path, input, type: 'subscription' }, refused)
      return
    }
    const forget = () => void this.#open.delete(id)
    const subscription = new Subscription(this.#owner, { id, jsonrpc }, path, forget)
    this.#open.set(id, subscription)
    void subscription.start(input)
  }

  stop(id: string | number): void {
    this.#open.get(id)?.stop()
  }

  stopAll(): void {
    for (const subscription of this.#open.values()) subscription.stop()
  }

  #refusalOf(id: string | number): TRPCError | null {
    if (this.#open.has(id)) return new TRPCError({ code: 'BAD_REQUEST', message: 'Duplicate id' })
    if (this.#open.size < this.#owner.mostSubscriptions) return null
    return refusalOf({ code: 'RATE_LIMITED', retryAfterMs: RETRY_AFTER_MS })
  }
}

class Subscription implements Taker<unknown> {
  readonly #owner: SubscriptionsOwner
  readonly #call: CallId
  readonly #head: string
  readonly #path: string
  readonly #forget: () => void
  #values: LivePages<unknown> | null = null
  #isStopped = false

  constructor(owner: SubscriptionsOwner, call: CallId, path: string, forget: () => void) {
    this.#owner = owner
    this.#call = call
    this.#head = headOf(call)
    this.#path = path
    this.#forget = forget
  }

  async start(input: unknown): Promise<void> {
    const { outlet } = this.#owner
    try {
      const values = await this.#subscribe(input)
      this.#values = values
      if (this.#isStopped || !outlet.isOpen) {
        await values?.return()
        this.end(null)
        return
      }
      outlet.send(FRAMES.started(this.#call))
      values?.pass(this)
    } catch (cause) {
      this.#forget()
      this.#answerError(cause, input)
    }
  }

  stop(): void {
    this.#isStopped = true
    void this.#values?.return()
  }

  take(value: unknown): void {
    this.#owner.outlet.send(FRAMES.value(this.#call, value))
  }

  takePage(page: SharedPage): void {
    this.#owner.outlet.send(sharedFrame(this.#head, page))
  }

  end(cause: unknown): void {
    this.#forget()
    if (cause !== null) this.#answerError(cause)
    this.#owner.outlet.send(FRAMES.stopped(this.#call))
  }

  /** @returns null where it was stopped before it began */
  async #subscribe(input: unknown): Promise<LivePages<unknown> | null> {
    const ctx = await this.#owner.caller()
    if (this.#isStopped || !this.#owner.outlet.isOpen) return null
    const getRawInput = async () => input
    const how = { getRawInput, ctx, type: 'subscription', signal: undefined, batchIndex: 0 } as const
    const values: unknown = await callTRPCProcedure({ router: this.#owner.router, path: this.#path, ...how })
    if (values instanceof LivePages) return values
    throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: `${this.#path} gave nothing to follow` })
  }

  #answerError(cause: unknown, input?: unknown): void {
    const call = { ...this.#call, path: this.#path, input, type: 'subscription' } as const
    if (!this.#isStopped) this.#owner.answerError(call, cause)
  }
}
