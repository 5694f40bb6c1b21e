// A whole chat in a few components. `Chat` is what an application mounts for somebody who is signed in.
import { createMessagingClient, indexedDbStorage } from '@pennypost/client'
import {
  MessagingProvider,
  type ThreadMessage,
  useComposer,
  useConversations,
  useMarkRead,
  useMessageStatus,
  useMessages,
} from '@pennypost/react'
import { QueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

/** One client and one cache for each person who signs in. Call `client.close()` when they are gone. */
export function openMessaging(userId: string) {
  const client = createMessagingClient({ url: '/api/trpc', userId, storage: indexedDbStorage(userId) })
  return { client, queryClient: new QueryClient() }
}

export function Chat({ messaging }: { messaging: ReturnType<typeof openMessaging> }) {
  const [openId, setOpenId] = useState<string | null>(null)
  return (
    <MessagingProvider {...messaging} keepsLastRead>
      <ConversationList onOpen={setOpenId} />
      {openId !== null && <Thread key={openId} conversationId={openId} />}
    </MessagingProvider>
  )
}

function ConversationList({ onOpen }: { onOpen: (conversationId: string) => void }) {
  const { conversations, hasMore, fetchMore } = useConversations()
  return (
    <nav>
      {conversations.map(({ id, name, unread, preview }) => (
        <button key={id} type="button" onClick={() => onOpen(id)}>
          {name} {unread > 0 && `(${unread})`} {preview?.content}
        </button>
      ))}
      {hasMore && (
        <button type="button" onClick={() => void fetchMore()}>
          More
        </button>
      )}
    </nav>
  )
}

function Thread({ conversationId }: { conversationId: string }) {
  const { messages, hasOlder, fetchOlder } = useMessages(conversationId)
  const markRead = useMarkRead(conversationId)
  return (
    <section>
      {hasOlder && (
        <button type="button" onClick={() => void fetchOlder()}>
          Older
        </button>
      )}
      <ol>
        {messages.map((message) => (
          <li key={message.id} ref={markRead} data-seq={message.seq}>
            {message.content} <Status message={message} />
          </li>
        ))}
      </ol>
      <Composer conversationId={conversationId} />
    </section>
  )
}

/** "queued", "sending", "sent", "read", "failed" or "expired". */
function Status({ message }: { message: ThreadMessage }) {
  return <small>{useMessageStatus(message).kind}</small>
}

/** The draft survives a crash; the price is shown before, and no more than that is ever charged. */
function Composer({ conversationId }: { conversationId: string }) {
  const { draft, setDraft, canSend, price, submit } = useComposer(conversationId)
  const send = (event: SubmitEvent) => {
    event.preventDefault()
    void submit()
  }
  return (
    <form onSubmit={send}>
      <input aria-label="Message" value={draft} onChange={(event) => setDraft(event.currentTarget.value)} />
      <button type="submit" disabled={!canSend}>
        {price?.next.kind === 'points' ? `Send for ${price.next.points} points` : 'Send'}
      </button>
    </form>
  )
}
