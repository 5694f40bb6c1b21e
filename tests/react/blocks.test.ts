import './page.ts'
import { useBlock, useComposer, useConversation, useOutbox } from '@pennypost/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import { tapAnswers } from '../world/tap-answers.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

/** What Alice's page knows of a conversation, and what she can do there. */
function openComposer(world: World, conversationId: string, options: { WebSocket?: typeof WebSocket } = {}) {
  const { client, wrapper } = sitDown(world, world.alice, options)
  const { result } = renderHook(
    () => ({
      conversation: useConversation(conversationId).conversation,
      composer: useComposer(conversationId),
      outbox: useOutbox(),
      block: useBlock(),
    }),
    { wrapper },
  )
  return { client, result }
}

test('a composer says that nothing passes once a message was refused or one has blocked, until told otherwise', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const { client, result } = openComposer(world, conversationId)
  const send = async (text: string) => {
    act(() => result.current.composer.setDraft(text))
    await until(() => expect(result.current.composer.canSend).toBe(true))
    return await act(async () => result.current.composer.submit())
  }
  const reason = () => result.current.composer.reason
  await bob.trpc.users.block.mutate({ userId: alice.id })
  expect(await send('to a wall')).toMatchObject({ ok: false, refusal: { code: 'NOT_ALLOWED' } })
  await until(() => expect(reason()).toEqual({ kind: 'blocked', byMe: false }))

  await bob.trpc.users.unblock.mutate({ userId: alice.id })
  const [refused] = client.outbox.items.get()
  act(() => result.current.outbox.retry(refused?.id ?? ''))
  await until(() => expect(reason()).toEqual({ kind: 'empty' }))
  await until(async () => {
    const { items } = await bob.trpc.messages.fetch.query({ conversationId })
    expect(items.map(({ content }) => content)).toEqual(['to a wall'])
  })

  await act(async () => void (await result.current.block.block(bob.id)))
  await until(() => expect(reason()).toEqual({ kind: 'blocked', byMe: true }))
  await act(async () => void (await result.current.block.unblock(bob.id)))
  await until(() => expect(reason()).toEqual({ kind: 'empty' }))
  expect(await send('again')).toMatchObject({ ok: true })
})

test('a block that was made on the page ends with an unblock on another device, and with nothing less', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  let looks = 0
  const WebSocket = tapAnswers('typing.set', ({ letIn }) => {
    letIn()
    looks += 1
  })
  const { result } = openComposer(world, conversationId, { WebSocket })
  await until(() => expect(result.current.composer.reason).toEqual({ kind: 'empty' }))
  await act(async () => void (await result.current.block.block(bob.id)))
  await bob.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: 5 })
  await until(() => expect(result.current.conversation?.defaultExpirationHours).toBe(5))
  await until(() => expect(looks).toBeGreaterThan(0))
  expect(result.current.composer.reason).toEqual({ kind: 'blocked', byMe: true })

  await alice.trpc.users.unblock.mutate({ userId: bob.id })
  await until(() => expect(result.current.composer.reason).toEqual({ kind: 'empty' }))
  expect(result.current.block.blocks).toEqual(new Map([[bob.id, false]]))
})

test('a page that has missed too much to be told no longer says whom one has blocked on it', async () => {
  await using world = await createWorld()
  const { bob } = world
  const conversationId = await world.direct()
  let isToStartAfresh = false
  const WebSocket = tapAnswers('live.inbox', ({ letIn, replace }) => {
    if (!isToStartAfresh) return letIn()
    const id = new Date().toISOString()
    replace({ result: { type: 'data', id, data: { id, data: { events: [], reset: true, now: id } } } })
  })
  const { result } = openComposer(world, conversationId, { WebSocket })
  await until(() => expect(result.current.composer.reason).toEqual({ kind: 'empty' }))
  await act(async () => void (await result.current.block.block(bob.id)))
  await until(() => expect(result.current.composer.reason).toEqual({ kind: 'blocked', byMe: true }))
  isToStartAfresh = true
  await bob.trpc.conversations.update.mutate({ conversationId, defaultExpirationHours: 5 })
  await until(() => expect(result.current.block.blocks).toEqual(new Map()))
})
