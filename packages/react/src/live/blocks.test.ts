import { createStore } from '@pennypost/client'
import type { Conversation, Participant } from '@pennypost/domain'
import { expect, test } from 'vitest'
import { type Blocks, liftBlocks } from './blocks.ts'

const person = (userId: string): Participant => ({
  userId,
  name: userId,
  role: 'member',
  readSeq: null,
  readAt: null,
})

const conversationWith = (userId: string): Conversation => ({
  id: `with-${userId}`,
  kind: 'direct',
  title: null,
  participants: [person('alice'), person(userId)],
  participantCount: 2,
  lastSeq: 0,
  readSeq: 0,
  unread: 0,
  lastMessage: null,
  nextExpiryAt: null,
  defaultExpirationHours: null,
  createdAt: '2026-11-29T00:00:00.000Z',
})

const blocksOf = (...userIds: string[]): Blocks =>
  createStore<ReadonlyMap<string, boolean>>(new Map(userIds.map((userId) => [userId, true])))

test('of two blocks that are lifted elsewhere at once both end', async () => {
  const blocks = blocksOf('bob', 'carol')
  const hear = liftBlocks(blocks, async () => null)
  for (const userId of ['bob', 'carol']) hear(conversationWith(userId))
  await expect.poll(() => [...blocks.get().values()]).toEqual([false, false])
})

test('a block that is made anew while it is asked about is asked about again', async () => {
  const blocks = blocksOf('bob')
  let asked = 0
  const hear = liftBlocks(blocks, async () => {
    asked += 1
    if (asked > 1) throw new Error('Nothing passes.')
    blocks.set(new Map([['bob', true]]))
  })
  hear(conversationWith('bob'))
  await expect.poll(() => asked).toBe(2)
  expect(blocks.get()).toEqual(new Map([['bob', true]]))
})
