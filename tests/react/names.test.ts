import './page.ts'
import {
  useConversation,
  useConversations,
  useMessageStatus,
  useMessages,
  useNames,
  useReceipts,
  useTyping,
} from '@pennypost/react'
import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { tapAnswers } from '../world/tap-answers.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

/** A group of Alice's in which Zoe is the twenty-sixth. */
async function crowdWith({ alice, sql }: World, zoe: Person): Promise<string> {
  await sql`insert into pennypost.users (id, name) select 'crowd-' || n, 'Crowd ' || n from generate_series(1, 24) n`
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Crowd',
    participantIds: Array.from({ length: 24 }, (_, index) => `crowd-${index + 1}`),
  })
  const { participants } = await alice.trpc.conversations.addParticipants.mutate({
    conversationId: conversation.id,
    userIds: [zoe.id],
  })
  expect(participants.map(({ userId }) => userId)).not.toContain(zoe.id)
  return conversation.id
}

/** What Alice's page shows of a group, from its first moment on: each time as after a reload. */
function openGroup(world: World, conversationId: string, ownId: string, writerIds: readonly string[]) {
  const { wrapper } = sitDown(world, world.alice)
  const { result } = renderHook(
    () => {
      const own = useMessages(conversationId).messages.find(({ id }) => id === ownId) ?? ''
      const { conversation, participants } = useConversation(conversationId)
      return {
        participants,
        names: useNames(conversation, writerIds),
        list: useConversations().conversations,
        typers: useTyping(conversationId).typers,
        status: useMessageStatus(own),
        readers: useReceipts(own).readBy,
      }
    },
    { wrapper },
  )
  return result
}

test('whoever comes past the twentieth is known by name: as a writer, while typing, and as a reader', async () => {
  await using world = await createWorld()
  const zoe = await world.person('Zoe')
  const conversationId = await crowdWith(world, zoe)
  const { message } = await world.alice.send(conversationId, 'my own')
  await zoe.send(conversationId, 'from far back')
  const page = openGroup(world, conversationId, message.id, [])
  await until(() => expect(page.current.list[0]?.senderName).toBe('Zoe'))
  expect(page.current.participants).toHaveLength(20)
  expect(page.current.status).toEqual({ kind: 'sent' })
  await until(async () => {
    await zoe.trpc.typing.set.mutate({ conversationId, isTyping: true })
    expect(page.current.typers).toEqual([{ userId: zoe.id, name: 'Zoe' }])
  })
  await until(() => expect(page.current.list[0]?.typing).toEqual([{ userId: zoe.id, name: 'Zoe' }]))

  await zoe.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq })
  await until(() => expect(page.current.status).toEqual({ kind: 'read' }))
  expect(page.current.readers.map(({ name }) => name)).toEqual(['Zoe'])
  const reloaded = openGroup(world, conversationId, message.id, [zoe.id])
  await until(() => expect(reloaded.current.names.get(zoe.id)).toBe('Zoe'))
  await until(() => expect(reloaded.current.readers.map(({ name }) => name)).toEqual(['Zoe']))
})

test('a newcomer past the twentieth counts among the readers from the moment of joining', async () => {
  await using world = await createWorld()
  const [zoe, yan] = await Promise.all([world.person('Zoe'), world.person('Yan')])
  const conversationId = await crowdWith(world, zoe)
  const { message } = await world.alice.send(conversationId, 'my own')
  const page = openGroup(world, conversationId, message.id, [])
  await zoe.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq })
  await until(() => expect(page.current.readers).toHaveLength(1))
  await world.alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [yan.id] })
  const { message: next } = await world.alice.send(conversationId, 'to Yan too')
  await yan.trpc.messages.read.mutate({ conversationId, upToSeq: next.seq })
  await until(() => expect(page.current.readers.map(({ name }) => name)).toEqual(['Zoe', 'Yan']))
})

test('who was removed or has left keeps the name under what they wrote', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [bob.id, carol.id],
  })
  const conversationId = conversation.id
  const { message } = await alice.send(conversationId, 'who comes?')
  await bob.send(conversationId, 'I do')
  await carol.send(conversationId, 'not I')
  const writerIds = [bob.id, carol.id, 'nobody']
  const page = openGroup(world, conversationId, message.id, writerIds)
  await until(() => expect(page.current.list[0]?.senderName).toBe('Carol'))
  await alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId: carol.id })
  await bob.trpc.conversations.leave.mutate({ conversationId })
  await until(() => expect(page.current.list[0]?.participantCount).toBe(1))
  const reloaded = openGroup(world, conversationId, message.id, writerIds)
  for (const shown of [page, reloaded]) {
    await until(() => expect(shown.current.names.get(carol.id)).toBe('Carol'))
    await until(() => expect(shown.current.names.get(bob.id)).toBe('Bob'))
    await until(() => expect(shown.current.list[0]?.senderName).toBe('Carol'))
    expect(shown.current.names.get('nobody')).toBe('')
  }
})

test('a name whose fetching was refused is empty meanwhile, and asked for again with the next message', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  let asked = 0
  const WebSocket = tapAnswers('conversations.names', ({ letIn, replace }) => {
    asked += 1
    if (asked > 1) return letIn()
    const data = { code: 'NOT_FOUND', refusal: { code: 'NOT_FOUND' } }
    replace({ error: { code: -32004, message: '', data } })
  })
  const { wrapper } = sitDown(world, alice, { WebSocket })
  const { result, rerender } = renderHook(
    ({ writerIds }) => useNames(useConversation(conversationId).conversation, writerIds),
    { wrapper, initialProps: { writerIds: ['zoe'] } },
  )
  await until(() => expect(result.current.get('zoe')).toBe(''))
  rerender({ writerIds: [bob.id, 'zoe'] })
  await until(() => expect(asked).toBe(2))
})
