import type { AppRouter } from '@pennypost/api'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { refusalOf } from '../world/refusal.ts'

const settings = { dailyFreeLimit: 1_000 }

test('twenty sends pass at once, and the next is told when to come back; others are not held up', async () => {
  await using world = await createWorld({ rateLimits: true, settings })
  const { alice, bob } = world
  const conversationId = await world.direct()
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, index) => alice.send(conversationId, `number ${index}`)),
  )
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason.data?.refusal] : [],
  )
  expect(refusals.length).toBeGreaterThanOrEqual(15)
  expect(refusals.length).toBeLessThanOrEqual(20)
  for (const refusal of refusals)
    expect(refusal).toEqual({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) })
  expect((await bob.send(conversationId, 'not held up')).message.content).toBe('not held up')
  const { usedToday } = await alice.trpc.quota.status.query()
  expect(usedToday).toBe(40 - refusals.length)
  const refusal = await refusalOf(alice.send(conversationId, 'again')).catch(() => null)
  if (refusal?.code === 'RATE_LIMITED') expect(refusal.retryAfterMs).toBeLessThanOrEqual(2_000)
})

test('each call inside a batch counts', async () => {
  await using world = await createWorld({ rateLimits: true, settings })
  const { alice, origin } = world
  const conversationId = await world.direct()
  const authorization = `Bearer ${await alice.token()}`
  const trpc = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url: `${origin}/api/trpc`, headers: { authorization } })],
  })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, () =>
      trpc.messages.send.mutate({ id: uuidv7(), conversationId, content: 'hello' }),
    ),
  )
  const sent = outcomes.filter(({ status }) => status === 'fulfilled')
  expect(sent.length).toBeGreaterThanOrEqual(20)
  expect(sent.length).toBeLessThanOrEqual(25)
})
