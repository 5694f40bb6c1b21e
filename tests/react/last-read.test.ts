import './page.ts'
import { memoryStorage } from '@pennypost/client'
import { useConversation, useConversations, useMessages } from '@pennypost/react'
import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

function useAll(conversationId: string) {
  return {
    list: useConversations(),
    thread: useMessages(conversationId),
    chat: useConversation(conversationId),
  }
}

test('a thread that was kept is there on the first render, and what came since is added, with its unread marker', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const storage = memoryStorage()
  await bob.send(conversationId, 'before')
  await alice.trpc.messages.read.mutate({ conversationId, upToSeq: 1 })
  const first = sitDown(world, alice, { storage, keepsLastRead: true })
  const { unmount } = renderHook(() => useAll(conversationId), { wrapper: first.wrapper })
  await until(async () => expect((await storage.readAll('threads')).size).toBe(1))
  unmount()
  const { message } = await bob.send(conversationId, 'since')

  const second = sitDown(world, alice, { storage, keepsLastRead: true })
  const renders: string[] = []
  const { result } = renderHook(
    () => {
      const all = useAll(conversationId)
      renders.push(all.thread.messages.map(({ content }) => content).join())
      return all
    },
    { wrapper: second.wrapper },
  )
  await until(() => expect(result.current?.thread.messages.map(({ id }) => id)).toContain(message.id))
  expect(renders[0]).toBe('before')
  expect(renders.at(-1)).toBe('before,since')
  await until(() => expect(result.current.thread.firstUnreadId).toBe(message.id))
  await until(() =>
    expect(result.current.list.conversations).toMatchObject([{ id: conversationId, unread: 1 }]),
  )
})

test('a group that one was removed from while away is gone as soon as the server has spoken, and for good', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const { conversation } = await bob.trpc.conversations.create.mutate({
    title: 'Choir',
    participantIds: [alice.id, carol.id],
  })
  await bob.send(conversation.id, 'among us')
  const storage = memoryStorage()
  const first = sitDown(world, alice, { storage, keepsLastRead: true })
  const { unmount } = renderHook(() => useAll(conversation.id), { wrapper: first.wrapper })
  await until(async () => expect((await storage.readAll('threads')).size).toBe(1))
  unmount()
  await bob.trpc.conversations.removeParticipant.mutate({
    conversationId: conversation.id,
    userId: alice.id,
  })

  const second = sitDown(world, alice, { storage, keepsLastRead: true })
  const { result } = renderHook(() => useAll(conversation.id), { wrapper: second.wrapper })
  await until(() => expect(result.current?.chat.isError).toBe(true))
  await until(() => expect(result.current.list.conversations).toEqual([]))
  expect(result.current.chat.conversation).toBeUndefined()
  await until(async () => expect((await storage.readAll('threads')).size).toBe(0))
  await until(() => expect(result.current.thread.messages).toEqual([]))
})
