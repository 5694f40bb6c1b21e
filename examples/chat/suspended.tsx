// The same hooks for components that suspend: what they return is there, and what fails is thrown.
import { useConversation, useMessages } from '@pennypost/react/suspense'
import { Suspense } from 'react'

export function SuspendedThread({ conversationId }: { conversationId: string }) {
  return (
    <Suspense fallback={<p>One moment…</p>}>
      <Title conversationId={conversationId} />
      <Texts conversationId={conversationId} />
    </Suspense>
  )
}

function Title({ conversationId }: { conversationId: string }) {
  const { name, conversation } = useConversation(conversationId)
  return (
    <h1>
      {name}, {conversation.participantCount} people
    </h1>
  )
}

function Texts({ conversationId }: { conversationId: string }) {
  const { messages } = useMessages(conversationId)
  return <p>{messages.map(({ content }) => content).join(' / ')}</p>
}
