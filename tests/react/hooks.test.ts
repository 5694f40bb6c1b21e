import './page.ts'
import {
  useComposer,
  useConversation,
  useConversations,
  useMessageStatus,
  useMessages,
  useQuotaStatus,
  useTyping,
} from '@pennypost/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

test('what is written is shown at once, keeps its id, and is read', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const { wrapper } = sitDown(world, alice)
  const { result } = renderHook(
    () => {
      const thread = useMessages(conversationId)
      return {
        thread,
        composer: useComposer(conversationId),
        status: useMessageStatus(thread.messages.at(-1)?.id ?? ''),
        quota: useQuotaStatus(),
      }
    },
    { wrapper },
  )
  await until(() => expect(result.current.composer.price?.maxPoints).toBe(0))
  expect(result.current.composer.reason).toEqual({ kind: 'empty' })
  act(() => result.current.composer.setDraft('  hello Bob  '))
  expect(result.current.composer.canSend).toBe(true)
  act(() => void result.current.composer.submit())
  expect(result.current.composer.draft).toBe('')
  const pending = result.current.thread.messages.at(-1)
  expect(pending).toMatchObject({ content: 'hello Bob', pending: { maxPoints: 0 } })
  await until(() => expect(result.current.thread.messages.at(-1)?.pending).toBeNull())
  expect(result.current.thread.messages.map(({ id }) => id)).toEqual([pending?.id])
  expect(result.current.status).toEqual({ kind: 'sent' })
  expect(result.current.quota.quota).toMatchObject({ usedToday: 1, remainingFree: 19 })
  await bob.trpc.messages.read.mutate({ conversationId, upToSeq: 1 })
  await until(() => expect(result.current.status).toEqual({ kind: 'read' }))
})

test('the list of conversations follows what others do', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const withBob = await world.direct()
  await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  const { wrapper } = sitDown(world, alice)
  const { result } = renderHook(() => useConversations(), { wrapper })
  const rows = () =>
    result.current.conversations.map(({ name, unread, preview }) => [name, unread, preview?.content ?? null])
  await until(() =>
    expect(rows()).toEqual([
      ['Carol', 0, null],
      ['Bob', 0, null],
    ]),
  )
  await bob.send(withBob, 'hello')
  await until(() =>
    expect(rows()).toEqual([
      ['Bob', 1, 'hello'],
      ['Carol', 0, null],
    ]),
  )
  expect(result.current.unreadTotal).toBe(1)
  const group = await carol.trpc.conversations.create.mutate({
    title: 'Choir',
    participantIds: [alice.id, bob.id],
  })
  await until(() => expect(rows().map(([name]) => name)).toEqual(['Choir', 'Bob', 'Carol']))
  await carol.trpc.conversations.removeParticipant.mutate({
    conversationId: group.conversation.id,
    userId: alice.id,
  })
  await until(() => expect(rows().map(([name]) => name)).toEqual(['Bob', 'Carol']))
})

test('history pages upwards, and a jump pages both ways', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const { alice, bob } = world
  const conversationId = await world.direct()
  for (let index = 1; index <= 130; index += 1) await bob.send(conversationId, String(index))
  const { wrapper } = sitDown(world, alice)
  const { result } = renderHook(() => useMessages(conversationId), { wrapper })
  const shown = () => result.current.messages.map(({ content }) => Number(content))
  await until(() => expect(shown()).toHaveLength(50))
  expect(result.current.firstUnreadId).toBeNull()
  await act(() => result.current.fetchOlder())
  await until(() => expect(shown()).toHaveLength(100))
  await act(() => result.current.fetchOlder())
  await until(() => expect(shown()).toHaveLength(130))
  expect(result.current.hasOlder).toBe(false)
  expect(result.current.firstUnreadId).toBe(result.current.messages[0]?.id)
  expect(shown()).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
  act(() => result.current.jumpTo(60))
  await until(() => expect(shown()).toContain(60))
  expect(shown()).toHaveLength(50)
  await act(() => result.current.fetchNewer())
  await act(() => result.current.fetchNewer())
  await until(() => expect(result.current.hasNewer).toBe(false))
  expect(shown().at(-1)).toBe(130)
  await act(() => result.current.fetchOlder())
  await until(() => expect(shown()[0]).toBe(1))
  expect(shown()).toEqual(Array.from({ length: 130 }, (_, index) => index + 1))
})

test('typing of the other is seen and goes with the message', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const { wrapper } = sitDown(world, alice)
  const { result } = renderHook(
    () => ({
      thread: useMessages(conversationId),
      typing: useTyping(conversationId),
      chat: useConversation(conversationId),
    }),
    { wrapper },
  )
  await until(() => expect(result.current.chat.conversation).toBeDefined())
  expect(result.current.chat).toMatchObject({ name: 'Bob', other: { name: 'Bob' } })
  await until(async () => {
    await bob.trpc.typing.set.mutate({ conversationId, isTyping: true })
    expect(result.current.typing.typers.map(({ name }) => name)).toEqual(['Bob'])
  })
  await bob.send(conversationId, 'there')
  await until(() => expect(result.current.thread.messages.map(({ content }) => content)).toEqual(['there']))
  expect(result.current.typing.typers).toEqual([])
})

test('what disappears is gone within a second by the server clock, on a device that is ten minutes off', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  for (const wrongMs of [-600_000, 600_000]) {
    const { wrapper, client } = sitDown(world, alice, { clock: { now: () => Date.now() + wrongMs } })
    const { result, unmount } = renderHook(
      () => ({ thread: useMessages(conversationId), list: useConversations() }),
      { wrapper },
    )
    const shown = () => result.current.thread.messages.map(({ content }) => content)
    const before = shown().length
    const { message } = await bob.send(conversationId, 'secret', { expirationHours: 1 })
    await until(() => expect(shown()).toContain('secret'))
    const { readSeq } = await alice.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq - 1 })
    expect(readSeq).toBe(message.seq - 1)
    await world.advance(1 - 3 / 3_600)
    await alice.send(conversationId, 'plain')
    await until(() => expect(shown()).toContain('plain'))
    expect(shown()).toContain('secret')
    const expiresAtMs = Date.parse(message.expiresAt ?? '')
    await until(() => expect(shown()).not.toContain('secret'))
    const lateMs = client.clock.nowMs() - expiresAtMs
    expect(lateMs).toBeGreaterThanOrEqual(0)
    expect(lateMs).toBeLessThan(1_000)
    await until(() => expect(result.current.list.conversations[0]).toMatchObject({ unread: 0 }))
    expect(shown().length).toBeGreaterThan(before)
    unmount()
  }
})

test('what a device whose clock was put forward took out too early is back as soon as another conversation is opened, and goes in its time', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const carol = await world.person('Carol')
  const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  let aheadMs = 0
  const { wrapper } = sitDown(world, alice, { clock: { now: () => Date.now() + aheadMs } })
  const { result, rerender } = renderHook(
    ({ otherId }) => ({
      thread: useMessages(conversationId),
      other: useMessages(otherId),
      chat: useConversation(conversationId),
    }),
    { wrapper, initialProps: { otherId: '' } },
  )
  const shown = () => result.current.thread.messages.map(({ content }) => content)
  await bob.send(conversationId, 'for an hour', { expirationHours: 1 })
  await until(() => expect(shown()).toEqual(['for an hour']))
  aheadMs = 7_200_000
  await bob.send(conversationId, 'for ever')
  await until(() => expect(shown()).toEqual(['for ever']))
  rerender({ otherId: conversation.id })
  await until(() => expect(shown()).toEqual(['for an hour', 'for ever']))
  await until(() => expect(result.current.chat.conversation?.unread).toBe(2))
  await world.advance(1)
  await carol.send(conversation.id, 'an hour later')
  await until(() => expect(result.current.chat.conversation?.unread).toBe(1))
  await until(() => expect(shown()).toEqual(['for ever']))
})

test('from when it is first shown to the acknowledgement a message is one row, never none and never two', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const { wrapper } = sitDown(world, world.alice)
  const renders: string[] = []
  const { result } = renderHook(
    () => {
      const thread = useMessages(conversationId)
      renders.push(
        thread.messages.map(({ content, pending }) => `${content}:${pending?.state.kind ?? 'held'}`).join(),
      )
      return { composer: useComposer(conversationId), thread }
    },
    { wrapper },
  )
  await until(() => expect(result.current.composer.price).not.toBeNull())
  act(() => result.current.composer.setDraft('hello'))
  renders.length = 0
  act(() => void result.current.composer.submit())
  await until(() => expect(renders.at(-1)).toBe('hello:held'))
  const steps = renders.filter((step, index) => step !== renders[index - 1])
  const sinceShown = steps.slice(steps.findIndex((step) => step !== ''))
  expect(sinceShown.filter((step) => step === '' || step.includes(','))).toEqual([])
})
