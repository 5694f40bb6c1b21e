import { type Context, type DirectCalls, protocolErrorOf, SharedAnswer } from '@pennypost/api'
import { callTRPCProcedure, getTRPCErrorShape, TRPCError } from '@trpc/server'
import type { TRPCClientOutgoingMessage } from '@trpc/server/rpc'
import type { TrpcOptions } from '../trpc-options.ts'
import { type CallId, FRAMES, sharedAnswerFrame } from './frames.ts'
import type { Outlet } from './outlet.ts'
import { inputWithCursor, NO_CALL, readFrames, readToken } from './read-frames.ts'
import { Subscriptions, type SubscriptionsOwner } from './subscriptions.ts'

type Call = CallId & { type: 'query' | 'mutation'; path: string; input: unknown }
/** What is known of a call that failed. */
type Failed = CallId & { type?: Call['type'] | 'subscription'; path?: string; input?: unknown }

export type AnswerOptions = {
  trpc: TrpcOptions
  directCalls: DirectCalls
  mostSubscriptions: number
  outlet: Outlet
  /** Whether the first frame tells who calls. */
  isAnnounced: boolean
  /** Who calls, by the token where one was announced. @throws for whom is not let in; the socket then closes */
  createContext: (findToken: () => string | undefined) => Promise<Context>
}

/**
 * Answers what one socket asks, by tRPC's WebSocket specification (trpc.io/docs/server/websockets). It stands in place of tRPC's
 * own adapter, which costs more than a send does and more memory than a connection has: decision 0013.
 */
export class CallsOfSocket implements SubscriptionsOwner {
  readonly #options: AnswerOptions
  readonly #subscriptions = new Subscriptions(this)
  #context: Context | null = null
  #opening: Promise<Context> | null = null

  constructor(options: AnswerOptions) {
    this.#options = options
    if (!options.isAnnounced) this.#open(() => undefined)
  }

  get router(): TrpcOptions['router'] {
    return this.#options.trpc.router
  }

  get outlet(): Outlet {
    return this.#options.outlet
  }

  get mostSubscriptions(): number {
    return this.#options.mostSubscriptions
  }

  hear(frame: Buffer, isBinary: boolean): void {
    const text = isBinary ? null : frame.toString()
    if (text === 'PONG') return
    if (text === 'PING') this.#options.outlet.send('PONG')
    else if (this.#opening === null) this.#open(() => readToken(text))
    else this.#take(text)
  }

  /** The socket is gone. */
  end(): void {
    this.#subscriptions.stopAll()
  }

  #open(findToken: () => string | undefined): void {
    const opening = async () => {
      try {
        this.#context = await this.#options.createContext(findToken)
        return this.#context
      } catch (cause) {
        this.answerError(NO_CALL, cause)
        throw cause
      }
    }
    this.#opening = opening()
    // Whoever calls hears of it.
    this.#opening.catch(() => {})
  }

  caller(): Context | Promise<Context> {
    return this.#context ?? this.#opening ?? Promise.reject(new Error('nobody has said who calls'))
  }

  #take(text: string | null): void {
    const { messages, fault, faulty } = readFrames(text, this.#options.trpc)
    for (const call of faulty) this.answerError(call, fault)
    for (const [index, message] of messages.entries()) this.#begin(message, index)
  }

  #begin(message: TRPCClientOutgoingMessage, batchIndex: number): void {
    const { id, jsonrpc, method } = message
    if (id === null) {
      this.answerError(message, new TRPCError({ code: 'PARSE_ERROR', message: '`id` is required' }))
    } else if (method === 'subscription.stop') {
      this.#subscriptions.stop(id)
    } else {
      const { path, lastEventId } = message.params
      const call = { id, jsonrpc, path, input: inputWithCursor(message.params.input, lastEventId) }
      if (method === 'subscription') this.#subscriptions.begin(call)
      else void this.#answer({ ...call, type: method }, batchIndex)
    }
  }

  async #answer(call: Call, batchIndex: number): Promise<void> {
    const { outlet, directCalls, trpc } = this.#options
    const { type, path, input } = call
    try {
      const ctx = this.#context ?? (await this.caller())
      const direct = directCalls.get(path)
      const asked = { router: trpc.router, path, ctx, type, signal: undefined, batchIndex }
      const data: unknown =
        direct?.type === type
          ? await direct.run(ctx, input)
          : await callTRPCProcedure({ ...asked, getRawInput: async () => input })
      outlet.send(data instanceof SharedAnswer ? sharedAnswerFrame(call, data) : FRAMES.answer(call, data))
    } catch (cause) {
      this.answerError(call, cause)
    }
  }

  answerError(failed: Failed, cause: unknown): void {
    const { trpc, outlet } = this.#options
    const { type = 'unknown', path, input } = failed
    const error = protocolErrorOf(cause)
    const ctx = this.#context ?? undefined
    trpc.onError({ error, path, ctx })
    if (!outlet.isOpen) return
    const config = trpc.router._def._config
    outlet.sendError(FRAMES.error(failed, getTRPCErrorShape({ config, error, type, path, input, ctx })))
  }
}
