import type { Conversation } from '@pennypost/domain'
import type { ConversationRow } from '@pennypost/react'
import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Preview } from '../conversations/preview.tsx'
import { EmptyThread } from './empty-thread.tsx'

afterEach(cleanup)

const fresh: Conversation = {
  id: 'c',
  kind: 'direct',
  title: null,
  participants: [],
  participantCount: 2,
  lastSeq: 0,
  readSeq: 0,
  unread: 0,
  lastMessage: null,
  nextExpiryAt: null,
  defaultExpirationHours: null,
  createdAt: '2026-11-22T00:00:00.000Z',
}

const rowOf = (conversation: Conversation): ConversationRow => ({
  ...conversation,
  name: 'Bob',
  preview: null,
  senderName: undefined,
  draft: null,
  failed: false,
  typing: [],
})

test.each([
  ['nothing has happened', fresh, 'Nothing written yet', 'No messages yet'],
  ['all is gone', { ...fresh, lastSeq: 4 }, 'No messages here now', 'No messages here now'],
  [
    'messages disappear by default',
    { ...fresh, lastSeq: 4, defaultExpirationHours: 1 },
    'Messages here disappear',
    'Messages here disappear',
  ],
])('where %s, the thread and the list say so', (_, conversation, inThread, inList) => {
  const thread = render(<EmptyThread conversation={conversation} />)
  expect(thread.getByRole('heading').textContent).toBe(inThread)
  const list = render(<Preview conversation={rowOf(conversation)} myId="a" />)
  expect(list.container.textContent).toBe(inList)
})
