import { refusalOf } from '@pennypost/client'
import { useConversation } from '@pennypost/react'
import { useRef } from 'react'
import { Composer } from '../composer/composer.tsx'
import { TextBoxContext } from '../composer/text-box-context.ts'
import { lazyPart } from '../lazy-part.ts'
import { loadConversationMissing } from '../load-pages.ts'
import { Broken } from '../shell/error-boundary.tsx'
import { useWords } from '../wording/use-words.ts'
import { MessageList } from './message-list.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { ThreadSkeleton } from './thread-skeleton.tsx'
import { TypingSlot } from './typing-slot.tsx'

const ConversationMissing = lazyPart(async () => (await loadConversationMissing()).ConversationMissing)

/** One conversation: its head, its messages, and the place to write the next. */
export function Thread({ conversationId }: { conversationId: string }) {
  const words = useWords()
  const textBox = useRef<HTMLTextAreaElement>(null)
  const leavePart = useRef<(() => void) | null>(null)
  const { conversation, name, other, isError, error, refetch } = useConversation(conversationId)

  if (isError && conversation === undefined) {
    const code = refusalOf(error)?.code
    if (code === 'NOT_FOUND' || code === 'INVALID_INPUT')
      return <ConversationMissing conversationId={conversationId} />
    return <Broken error={error} onRetry={() => void refetch()} />
  }
  return (
    <TextBoxContext value={textBox}>
      <section
        aria-label={words.thread.region(name)}
        aria-busy={conversation === undefined}
        className="flex h-full min-h-0 flex-col"
      >
        <ThreadHeader conversationId={conversationId} conversation={conversation} name={name} other={other} />
        {conversation === undefined ? (
          <div className="relative min-h-0 flex-1 overflow-hidden">
            <ThreadSkeleton />
          </div>
        ) : (
          <MessageList conversation={conversation} leavePart={leavePart} />
        )}
        <TypingSlot conversationId={conversationId} />
        <Composer
          conversationId={conversationId}
          conversation={conversation}
          onSend={() => leavePart.current?.()}
        />
      </section>
    </TextBoxContext>
  )
}
