import { type ThreadMessage, useConversation, useParticipants, useReceipts } from '@pennypost/react'
import type { RefObject } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Popover } from '../design/popover.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'

type ReadersPopoverProps = {
  anchor: RefObject<HTMLElement | null>
  message: ThreadMessage
  onClose: () => void
}

/** Who has read a message, and when each of them read last. */
export function ReadersPopover({ anchor, message, onClose }: ReadersPopoverProps) {
  const words = useWords()
  const formats = useFormats()
  const { conversation } = useConversation(message.conversationId)
  const isLarge =
    conversation !== undefined && conversation.participantCount > conversation.participants.length
  const { readBy } = useReceipts(message)
  const paged = useParticipants(isLarge ? message.conversationId : null)
  const known = new Set(readBy.map(({ userId }) => userId))
  const others = paged.participants.filter(
    ({ userId, readSeq }) =>
      readSeq !== null && readSeq >= message.seq && userId !== message.senderId && !known.has(userId),
  )

  return (
    <Popover anchor={anchor} align="end" title={words.message.readers} onClose={onClose}>
      <ul className="scroll-quiet max-h-72 overflow-y-auto" tabIndex={-1}>
        {[...readBy, ...others].map(({ userId, name, readAt }) => (
          <li key={userId} className="flex min-h-11 items-center gap-3 px-2">
            <Avatar id={userId} name={name} size="sm" />
            <span className="flex min-w-0 flex-1 text-sm">
              <bdi className="truncate">{name}</bdi>
            </span>
            {readAt !== null && (
              <time
                dateTime={readAt}
                title={formats.full(Date.parse(readAt))}
                className="text-ink-faint text-xs tabular-nums"
              >
                {formats.time(Date.parse(readAt))}
              </time>
            )}
          </li>
        ))}
      </ul>
      {isLarge && paged.hasMore && (
        <Button look="quiet" className="mt-1 w-full" onClick={() => void paged.fetchMore()}>
          {words.details.more}
        </Button>
      )}
    </Popover>
  )
}
