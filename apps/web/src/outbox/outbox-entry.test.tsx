import { createMessagingClient, type OutboxItem } from '@pennypost/client'
import { MessagingProvider } from '@pennypost/react'
import { QueryClient } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { OutboxEntry } from './outbox-entry.tsx'

const item: OutboxItem = {
  id: 'm',
  conversationId: 'c',
  content: 'are you there?',
  writtenAt: '2026-11-29T00:00:00.000Z',
  position: 1,
  state: { kind: 'queued', retryAt: null },
}

test('a conversation that the server could not look up is not said to be gone', async () => {
  const client = createMessagingClient({ url: 'ws://127.0.0.1:1/api/trpc' })
  const queryClient = new QueryClient()
  queryClient
    .getQueryCache()
    .build(queryClient, {
      queryKey: [['conversations', 'get'], { input: { conversationId: 'c' }, type: 'query' }],
    })
    .setState({ status: 'error', error: new Error('Something went wrong') })
  const { unmount } = render(
    <MessagingProvider client={client} queryClient={queryClient}>
      <OutboxEntry item={item} onLeave={() => {}} />
    </MessagingProvider>,
  )
  expect(screen.getByText('are you there?')).toBeDefined()
  expect(screen.queryByText('This conversation is not here')).toBeNull()
  unmount()
  await client.close()
})
