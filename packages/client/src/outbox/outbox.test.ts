import type { Message, Quota, Refusal, SendInput, SendResult } from '@pennypost/domain'
import { TRPCClientError } from '@trpc/client'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { createServerClock } from '../server-clock.ts'
import { memoryStorage } from '../storage/memory-storage.ts'
import type { MessagingStorage } from '../storage/messaging-storage.ts'
import { createStore } from '../store.ts'
import { joinTabs } from '../tabs.ts'
import { createOutbox, type OutboxOptions } from './outbox.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
})

type Fate = 'taken' | 'lost before' | 'lost after' | 'fault' | 'limited'

/** A server that remembers ids, and does to each call what fate says; after the last, it takes everything. */
function serverOf(fates: Fate[], retryAfterMs = 1) {
  const taken: Message[] = []
  const calls: string[] = []
  async function deliver(input: SendInput): Promise<SendResult> {
    calls.push(input.id)
    const fate = fates.shift() ?? 'taken'
    await Promise.resolve()
    if (fate === 'lost before') throw new Error('the socket is gone')
    if (fate === 'fault') throw answer('INTERNAL_SERVER_ERROR')
    if (fate === 'limited') throw answer('TOO_MANY_REQUESTS', { code: 'RATE_LIMITED', retryAfterMs })
    const known = taken.find(({ id }) => id === input.id)
    const message = known ?? messageOf(input, taken.length + 1)
    if (!known) taken.push(message)
    if (fate === 'lost after') throw new Error('the socket is gone')
    return { message, charge: { kind: 'free' }, quota: QUOTA }
  }
  return { taken, calls, deliver }
}

function answer(code: string, refusal?: Refusal): TRPCClientError<never> {
  return TRPCClientError.from({
    error: { message: code, code: -32_000, data: { code, ...(refusal && { refusal }) } },
  })
}

function refuse(refusal: Refusal): Promise<never> {
  return Promise.reject(answer('FORBIDDEN', refusal))
}

function messageOf({ id, conversationId, content }: SendInput, seq: number): Message {
  const createdAt = new Date().toISOString()
  const rest = { expiresAt: null, editedAt: null, deletedAt: null }
  return { id, conversationId, senderId: 'alice', seq, content, createdAt, ...rest }
}

const QUOTA: Quota = {
  dailyFreeLimit: 20,
  usedToday: 0,
  remainingFree: 20,
  pointsPerMessage: 10,
  balance: 0,
  next: { kind: 'free' },
  day: '2026-11-22',
  timeZone: 'UTC',
  resetsAt: '2026-11-23T00:00:00.000Z',
}

function open(options: Pick<OutboxOptions, 'deliver'> & Partial<OutboxOptions>) {
  const storage = options.storage ?? memoryStorage()
  const outbox = createOutbox({
    tabs: joinTabs(storage.name),
    clock: createServerClock(),
    ready: createStore(true),
    random: () => 0,
    ...options,
    storage,
  })
  stops.push(outbox.stop)
  return outbox
}

/** A storage that a process loses hold of when it crashes. */
function crashable(storage: MessagingStorage) {
  let isAlive = true
  const kept: MessagingStorage = {
    ...storage,
    put: async (...entry) => (isAlive ? storage.put(...entry) : undefined),
    remove: async (...entry) => (isAlive ? storage.remove(...entry) : undefined),
  }
  return { storage: kept, crash: () => (isAlive = false) }
}

const fate = fc.constantFrom<Fate>('taken', 'lost before', 'lost after', 'fault', 'limited')

test('each message arrives once and in order, whatever is lost, repeated or refused for a while', async () => {
  const script = fc.record({
    fates: fc.array(fate, { maxLength: 25 }),
    conversations: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }),
    crashAfter: fc.option(fc.integer({ min: 1, max: 12 }), { nil: null }),
  })
  await fc.assert(
    fc.asyncProperty(script, async ({ fates, conversations, crashAfter }) => {
      const server = serverOf([...fates])
      const storage = memoryStorage()
      const life = crashable(storage)
      const first = open({ deliver: server.deliver, storage: life.storage })
      const written = conversations.map((place, index) => {
        const conversationId = `c${place}`
        const { id } = first.send({ conversationId, content: `number ${index}` })
        return { id, conversationId }
      })
      const isSafe = async () =>
        (await storage.readAll('outbox')).size + server.taken.length >= written.length
      await vi.waitUntil(isSafe, { interval: 1 })
      if (crashAfter !== null) {
        await vi.waitUntil(() => server.calls.length >= Math.min(crashAfter, written.length), { interval: 1 })
        life.crash()
        first.stop()
        open({ deliver: server.deliver, storage })
      }
      const isDone = async () =>
        server.taken.length === written.length && (await storage.readAll('outbox')).size === 0
      await vi.waitUntil(isDone, { interval: 1, timeout: 5_000 })
      for (const place of [0, 1, 2]) {
        const inConversation = ({ conversationId }: { conversationId: string }) =>
          conversationId === `c${place}`
        expect(server.taken.filter(inConversation).map(({ id }) => id)).toEqual(
          written.filter(inConversation).map(({ id }) => id),
        )
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('an acknowledgement that is lost leads to the same id again, not to a second message', async () => {
  const server = serverOf(['lost after', 'lost after', 'taken'])
  const outbox = open({ deliver: server.deliver })
  const { id, outcome } = outbox.send({ conversationId: 'c', content: 'once' })
  expect(await outcome).toMatchObject({ ok: true, message: { id, content: 'once' } })
  expect(server.calls).toEqual([id, id, id])
  expect(server.taken).toHaveLength(1)
})

test('a wait that ends between two looks at the clock is not slept through', async () => {
  let deviceMs = Date.now()
  const date = vi.spyOn(Date, 'now').mockImplementation(() => {
    deviceMs += 1
    return deviceMs
  })
  stops.push(() => date.mockRestore())
  for (let retryAfterMs = 1; retryAfterMs <= 10; retryAfterMs += 1) {
    const outbox = open({ deliver: serverOf(['limited'], retryAfterMs).deliver })
    expect(await outbox.send({ conversationId: 'c', content: 'x' }).outcome).toMatchObject({ ok: true })
  }
})

test('a message is shown at once, and leaves the outbox only after those who listen have the message', async () => {
  const server = serverOf([])
  const outbox = open({ deliver: server.deliver })
  const seen: number[] = []
  outbox.onSent(() => seen.push(outbox.items.get().length))
  const { outcome } = outbox.send({ conversationId: 'c', content: 'hello' })
  expect(outbox.items.get()).toMatchObject([{ content: 'hello' }])
  await outcome
  expect(seen).toEqual([1])
  expect(outbox.items.get()).toEqual([])
})

test('nothing is sent while the server cannot be reached', async () => {
  const server = serverOf([])
  const ready = createStore(false)
  const outbox = open({ deliver: server.deliver, ready })
  const { outcome } = outbox.send({ conversationId: 'c', content: 'later' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(server.calls).toEqual([])
  ready.set(true)
  expect(await outcome).toMatchObject({ ok: true })
})

test('a price above what was shown stops the conversation, and a retry agrees to the price that was named', async () => {
  const agreed: (number | undefined)[] = []
  const server = serverOf([])
  const outbox = open({
    deliver: (input) => {
      agreed.push(input.maxPoints)
      return input.maxPoints === 0
        ? refuse({ code: 'PRICE_ABOVE_MAX', price: 10, maxPoints: 0 })
        : server.deliver(input)
    },
  })
  const { id, outcome } = outbox.send({ conversationId: 'c', content: 'x', maxPoints: 0 })
  expect(await outcome).toMatchObject({ ok: false, reason: 'refused' })
  expect(outbox.items.get()[0]?.state).toMatchObject({ kind: 'failed', retryable: true })
  outbox.retry(id)
  await vi.waitUntil(() => outbox.items.get().length === 0)
  expect(agreed).toEqual([0, 10])
})

test('what stands behind a refused message waits until that is taken back', async () => {
  const server = serverOf([])
  const outbox = open({
    deliver: (input) => (input.content === 'bad' ? refuse({ code: 'NOT_ALLOWED' }) : server.deliver(input)),
  })
  const bad = outbox.send({ conversationId: 'c', content: 'bad' })
  const behind = outbox.send({ conversationId: 'c', content: 'good' })
  expect(await bad.outcome).toEqual({ ok: false, reason: 'refused', refusal: { code: 'NOT_ALLOWED' } })
  expect(outbox.items.get().map(({ state }) => state.kind)).toEqual(['failed', 'queued'])
  expect(outbox.remove(bad.id)).toMatchObject({ content: 'bad' })
  expect(await behind.outcome).toMatchObject({ ok: true })
})

test('a message at another price waits for those that were priced before it', async () => {
  const order: string[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const server = serverOf([])
  const outbox = open({
    deliver: async (input) => {
      order.push(input.content)
      if (input.content === 'free') await held
      return server.deliver(input)
    },
  })
  outbox.send({ conversationId: 'a', content: 'free', maxPoints: 0 })
  outbox.send({ conversationId: 'b', content: 'also free', maxPoints: 0 })
  const paid = outbox.send({ conversationId: 'c', content: 'paid', maxPoints: 10 })
  await vi.waitUntil(() => server.taken.length === 1)
  expect(order).toEqual(['free', 'also free'])
  release()
  await paid.outcome
  expect(order).toEqual(['free', 'also free', 'paid'])
})

test('a message whose lifetime ran out unsent is never sent, and its text is gone from the storage', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
  const server = serverOf([])
  const storage = memoryStorage()
  const outbox = open({ deliver: server.deliver, storage, ready: createStore(false) })
  const { outcome } = outbox.send({ conversationId: 'c', content: 'secret', expirationHours: 1 })
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(await outcome).toEqual({ ok: false, reason: 'expired' })
  expect(outbox.items.get()).toMatchObject([{ content: '', state: { kind: 'expired' } }])
  expect(JSON.stringify([...(await storage.readAll('outbox'))])).not.toContain('secret')
  expect(server.calls).toEqual([])
})

test('a lifetime that is no number is refused, not sent as a message that never disappears', () => {
  const { deliver, calls } = serverOf([])
  const outbox = open({ deliver })
  for (const expirationHours of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect(() => outbox.send({ conversationId: 'c', content: 'secret', expirationHours })).toThrow(RangeError)
  expect(outbox.items.get()).toEqual([])
  expect(calls).toEqual([])
})

test('of two tabs one sends, both show the same, and the other takes over when it goes', async () => {
  const server = serverOf([])
  const shared = { ...memoryStorage(), name: `tabs-${crypto.randomUUID()}` }
  const sentBy: string[] = []
  const tab = (name: string) => {
    const tabs = joinTabs(shared.name)
    const outbox = open({
      storage: shared,
      tabs,
      deliver: (input) => {
        sentBy.push(name)
        return server.deliver(input)
      },
    })
    const close = () => {
      outbox.stop()
      tabs.close()
    }
    return { outbox, close }
  }
  const one = tab('one')
  await one.outbox.send({ conversationId: 'c', content: 'first' }).outcome
  const two = tab('two')
  const heard: (string | null)[] = []
  one.outbox.onSent(({ message }) => heard.push(message.content))
  expect(await two.outbox.send({ conversationId: 'c', content: 'second' }).outcome).toMatchObject({
    ok: true,
  })
  expect(sentBy).toEqual(['one', 'one'])
  expect(heard).toEqual(['second'])
  one.close()
  expect(await two.outbox.send({ conversationId: 'c', content: 'third' }).outcome).toMatchObject({ ok: true })
  expect(sentBy).toEqual(['one', 'one', 'two'])
  two.close()
})
