import type { SendInput, SendResult } from '@pennypost/domain'
import { fullJitterMs } from '../connection/backoff.ts'
import type { ServerClock } from '../server-clock.ts'
import type { Store } from '../store.ts'
import { judgeFailure } from './judge-failure.ts'
import type { KeptItems } from './kept-items.ts'
import { nextRetryAt, nextToSend } from './next-to-send.ts'
import type { OutboxItem, OutboxState } from './outbox-item.ts'

/** What goes at once goes in one frame, and the server takes none above 64 KiB. */
const MOST_BYTES = 56 * 1024

export type SenderOptions = {
  items: KeptItems
  clock: ServerClock
  /** Whether the server can be reached, as the right person. */
  ready: Store<boolean>
  deliver(input: SendInput): Promise<SendResult>
  random?: (() => number) | undefined
}

export type Sender = {
  /** To be told of every change of the items. */
  wake(): void
  stop(): void
}

/**
 * Sends what is queued, in order, until the server has taken or refused it: the same id for as long as nobody
 * knows whether it arrived. Only one tab may run it.
 */
export function startSender({ items, clock, ready, deliver, random }: SenderOptions): Sender {
  const onTheWay = new Set<string>()
  const failures = new Map<string, number>()
  let heldUntil = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  let isScheduled = false

  function change(item: OutboxItem, state: OutboxState, content = item.content): void {
    items.put({ ...item, content, state })
  }

  function pump(): void {
    if (isStopped) return
    expireUnsent()
    const now = Date.now()
    if (ready.get() && heldUntil <= now)
      for (const item of nextToSend(items.all.get(), now))
        if (!onTheWay.has(item.id) && hasRoomFor(item)) void transmit(item)
    arm(now)
  }

  function hasRoomFor(item: OutboxItem): boolean {
    const others = items.all.get().filter(({ id }) => onTheWay.has(id))
    return others.length === 0 || [...others, item].reduce((sum, one) => sum + bytesOf(one), 0) <= MOST_BYTES
  }

  /** The text of what ran out unsent goes at once: nobody is to read it any more, its writer included. */
  function expireUnsent(): void {
    for (const item of items.all.get()) {
      const expiresAtMs = expiresUnsentAt(item)
      if (expiresAtMs !== null && expiresAtMs <= clock.nowMs() && !onTheWay.has(item.id))
        change(item, { kind: 'expired' }, '')
    }
  }

  /** @param now when it was last seen what may go: what has become due since then wants to be seen too */
  function arm(now: number): void {
    clearTimeout(timer)
    const times = [nextRetryAt(items.all.get(), now), heldUntil > now ? heldUntil : null]
    for (const item of items.all.get()) {
      const expiresAtMs = expiresUnsentAt(item)
      if (expiresAtMs !== null) times.push(now + expiresAtMs - clock.nowMs())
    }
    const due = times.filter((time) => time !== null)
    if (due.length > 0) timer = setTimeout(pump, Math.min(Math.max(10, Math.min(...due) - now), 3_600_000))
  }

  async function transmit(item: OutboxItem): Promise<void> {
    const { id, conversationId, content, expirationHours, maxPoints } = item
    onTheWay.add(id)
    change(item, { kind: 'sending' })
    try {
      const result = await deliver({
        id,
        conversationId,
        content,
        ...(expirationHours !== undefined && { expirationHours }),
        ...(maxPoints !== undefined && { maxPoints }),
      })
      onTheWay.delete(id)
      failures.delete(id)
      items.drop(id, { ok: true, ...result })
    } catch (error) {
      onTheWay.delete(id)
      const current = items.find(id)
      if (current) judge(current, error)
    }
    pump()
  }

  function judge(item: OutboxItem, error: unknown): void {
    const verdict = judgeFailure(error)
    if (verdict.kind === 'refused') {
      failures.delete(item.id)
      change(item, { kind: 'failed', refusal: verdict.refusal, retryable: verdict.retryable })
      return
    }
    if (verdict.kind === 'wait') {
      heldUntil = Date.now() + verdict.retryAfterMs
      change(item, { kind: 'queued', retryAt: heldUntil })
      return
    }
    const count = (failures.get(item.id) ?? 0) + 1
    failures.set(item.id, count)
    // The first loss goes again as soon as there is a connection.
    const delayMs = verdict.kind === 'lost' && count === 1 ? 0 : fullJitterMs(count, random)
    change(item, { kind: 'queued', retryAt: delayMs === 0 ? null : Date.now() + delayMs })
  }

  // What another tab had on its way when it went has to go again.
  for (const item of items.all.get())
    if (item.state.kind === 'sending') change(item, { kind: 'queued', retryAt: null })
  const stops = [ready.subscribe(schedule), clock.offsetMs.subscribe(schedule)]
  /** Not from within a change, which would nest. */
  function schedule(): void {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      pump()
    })
  }
  pump()
  return {
    wake: schedule,
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      for (const stop of stops) stop()
    },
  }
}

const encoder = new TextEncoder()

/** What its content takes in a frame, a little more for the rest. */
function bytesOf({ content }: OutboxItem): number {
  return encoder.encode(JSON.stringify(content)).length + 512
}

/** When an unsent item's own lifetime is over, by the server's clock; null: not before it is sent. */
function expiresUnsentAt({ state, writtenAt, expirationHours }: OutboxItem): number | null {
  if (state.kind === 'expired' || state.kind === 'sending' || typeof expirationHours !== 'number') return null
  return Date.parse(writtenAt) + expirationHours * 3_600_000
}
