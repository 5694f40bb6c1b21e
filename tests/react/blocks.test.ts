import './page.ts'
import { useBlock, useComposer, useConversation, useOutbox } from '@pennypost/react'
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

test('a composer says that nothing passes once a message was refused or one has blocked, until told otherwise', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const { client, wrapper } = sitDown(world, alice)
  const { result } = renderHook(
    () => {
      useConversation(conversationId)
      return { composer: useComposer(conversationId), outbox: useOutbox(), block: useBlock() }
    },
    { wrapper },
  )
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
