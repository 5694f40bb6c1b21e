import type { SendResult } from '@pennypost/domain'
import { V7Generator } from 'uuidv7'
import type { ServerClock } from '../server-clock.ts'
import type { MessagingStorage } from '../storage/messaging-storage.ts'
import type { Store } from '../store.ts'
import type { Tabs } from '../tabs.ts'
import { keepItems } from './kept-items.ts'
import type { OutboxItem, SendOutcome, SendRequest } from './outbox-item.ts'
import { type Sender, type SenderOptions, startSender } from './sender.ts'

/** What was written and has not reached the server yet, in the order of writing, the same in every tab. */
export type Outbox = {
  items: Store<readonly OutboxItem[]>
  /**
   * Queues a message and shows it at once. Settles when the server has taken or refused it.
   * @throws RangeError for hours that are no number
   */
  send(request: SendRequest): { id: string; outcome: Promise<SendOutcome> }
  /** Tries a failed one again. `maxPoints`: the price that was shown; absent: that of the refusal, if it named one. */
  retry(id: string, options?: { maxPoints?: number }): void
  retryAll(): void
  /** Takes a message back that is not on its way; returns it, or null where that is too late. */
  remove(id: string): OutboxItem | null
  /** Hears of each message that the server took, just before it leaves the outbox; in every tab. */
  onSent(listener: (result: SendResult) => void): () => void
}

export type OutboxOptions = Omit<SenderOptions, 'items'> & {
  storage: MessagingStorage
  tabs: Tabs
  clock: ServerClock
}

const ROLLBACK_MS = 10_000

export function createOutbox(options: OutboxOptions): Outbox & { stop(): void } {
  const { storage, tabs, clock } = options
  const items = keepItems(storage, tabs)
  const ids = new V7Generator()
  const waiting = new Map<string, (outcome: SendOutcome) => void>()
  let sender: Sender | null = null
  let isStopped = false

  items.onGone((id, outcome) => settle(id, outcome))
  // One that was refused or ran out stays for its writer to see, but whoever sent it need not wait.
  items.all.subscribe(() => {
    for (const { id, state } of items.all.get()) {
      if (state.kind === 'failed') settle(id, { ok: false, reason: 'refused', refusal: state.refusal })
      else if (state.kind === 'expired') settle(id, { ok: false, reason: 'expired' })
    }
    // Before anybody who draws hears of it, so that what goes at once is drawn once.
    sender?.wake()
  })
  void items.load().catch(() => undefined)
  tabs.lead(() => {
    const lead = () => {
      if (!isStopped) sender = startSender({ ...options, items })
    }
    items.load().then(lead, lead)
  })

  function settle(id: string, outcome: SendOutcome): void {
    waiting.get(id)?.(outcome)
    waiting.delete(id)
  }

  function enqueue(request: SendRequest, position: number): { id: string; outcome: Promise<SendOutcome> } {
    const nowMs = Math.floor(clock.nowMs())
    const id = ids.generateOrResetCore(nowMs, ROLLBACK_MS).toString()
    const { promise, resolve } = Promise.withResolvers<SendOutcome>()
    waiting.set(id, resolve)
    const writtenAt = new Date(nowMs).toISOString()
    items.put({ ...request, id, writtenAt, position, state: { kind: 'queued', retryAt: null } })
    return { id, outcome: promise }
  }

  function remove(id: string): OutboxItem | null {
    const item = items.find(id)
    if (item === undefined || item.state.kind === 'sending') return null
    items.drop(id, { ok: false, reason: 'removed' })
    return item
  }

  function retry(id: string, { maxPoints }: { maxPoints?: number } = {}): void {
    const item = items.find(id)
    if (item?.state.kind !== 'failed') return
    const { refusal } = item.state
    const named = refusal?.code === 'PRICE_ABOVE_MAX' ? refusal.price : item.maxPoints
    const agreed = maxPoints ?? named
    const { state: _, maxPoints: __, ...rest } = item
    const again = { ...rest, ...(agreed !== undefined && { maxPoints: agreed }) }
    if (refusal?.code !== 'ID_REUSED') {
      items.put({ ...again, state: { kind: 'queued', retryAt: null } })
      return
    }
    remove(id)
    enqueue(again, item.position)
  }

  return {
    items: items.all,
    send: (request) => {
      // JSON has no such numbers and would say null: never, for a message that was to disappear.
      if (request.expirationHours != null && !Number.isFinite(request.expirationHours))
        throw new RangeError(
          `expirationHours is ${request.expirationHours}: expected hours, or null for never`,
        )
      const last = items.all.get().at(-1)?.position ?? 0
      return enqueue(request, Math.max(last + 1, Math.floor(clock.nowMs())))
    },
    retry,
    retryAll: () => {
      for (const { id } of items.all.get()) retry(id)
    },
    remove,
    onSent: (listener) =>
      items.onGone((_, outcome) => {
        if (!outcome.ok) return
        const { message, charge, quota } = outcome
        listener({ message, charge, quota })
      }),
    stop: () => {
      isStopped = true
      sender?.stop()
    },
  }
}
