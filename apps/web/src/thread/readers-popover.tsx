import { type ThreadMessage, useReceipts } from '@pennypost/react'
import type { RefObject } from 'react'
import { Avatar } from '../design/avatar.tsx'
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
  const { readBy } = useReceipts(message)

  return (
    <Popover anchor={anchor} align="end" title={words.message.readers} onClose={onClose}>
      <ul className="scroll-quiet max-h-72 overflow-y-auto" tabIndex={-1}>
        {readBy.map(({ userId, name, readAt }) => (
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
    </Popover>
  )
}
