import { useConversations } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Skeleton } from '../design/skeleton.tsx'
import { Broken } from '../shell/error-boundary.tsx'
import { useToday } from '../shell/use-today.ts'
import { useWords } from '../wording/use-words.ts'
import { ConversationLink } from './conversation-link.tsx'

/** One's conversations, latest activity first. */
export function ConversationList({ openId, onStart }: { openId: string | null; onStart: () => void }) {
  const words = useWords()
  const todayMs = useToday()
  const { conversations, isPending, isError, error, refetch, hasMore, fetchMore } = useConversations()

  if (isPending) return <Skeleton label={words.loading} lines={6} />
  if (isError && conversations.length === 0) return <Broken error={error} onRetry={() => void refetch()} />
  if (conversations.length === 0)
    return (
      <Notice
        title={words.conversations.empty}
        action={
          <Button look="primary" onClick={onStart}>
            {words.newConversation.search}
          </Button>
        }
      >
        {words.conversations.emptyWhy}
      </Notice>
    )
  return (
    <>
      <ul className="flex flex-col gap-0.5">
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <ConversationLink
              conversation={conversation}
              isOpen={conversation.id === openId}
              todayMs={todayMs}
            />
          </li>
        ))}
      </ul>
      {hasMore && (
        <Button look="quiet" className="mt-2 w-full" onClick={() => void fetchMore()}>
          {words.conversations.more}
        </Button>
      )}
    </>
  )
}
