import type { ConversationRow } from '@pennypost/react'
import { memo } from 'react'
import { Link } from 'wouter'
import { Avatar } from '../design/avatar.tsx'
import { joinClasses } from '../design/join-classes.ts'
import { conversationPath } from '../routing/parse-route.ts'
import { useMyId } from '../session/my-id.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { Preview } from './preview.tsx'

type ConversationLinkProps = { conversation: ConversationRow; isOpen: boolean; todayMs: number }

/** One line of the list: who, what was said last, when, and how many are unread. */
export const ConversationLink = memo(function ConversationLink({
  conversation,
  isOpen,
  todayMs,
}: ConversationLinkProps) {
  const words = useWords()
  const formats = useFormats()
  const myId = useMyId()
  const { id, kind, participants, preview, unread } = conversation
  const name = conversation.name || words.conversations.nobody
  const other = kind === 'direct' ? participants.find(({ userId }) => userId !== myId) : undefined
  const unreadWords = unread > 0 ? words.conversations.unread(unread, formats) : null

  return (
    <Link
      href={conversationPath(id)}
      aria-current={isOpen ? 'page' : undefined}
      className={joinClasses(
        'flex items-center gap-3 rounded-xl px-2.5 py-2 transition-colors',
        isOpen ? 'bg-card shadow-card forced-colors:border' : 'hover:bg-well',
      )}
    >
      <Avatar id={other?.userId ?? id} name={name} kind={kind === 'group' ? 'group' : 'person'} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline justify-between gap-2">
          <bdi
            className={joinClasses(
              'truncate text-[0.9375rem] text-ink',
              unread > 0 ? 'font-semibold' : 'font-medium',
            )}
          >
            {name}
          </bdi>
          {unreadWords !== null && <span className="sr-only">, {unreadWords}, </span>}
          {preview !== null && (
            <time
              dateTime={preview.createdAt}
              className={joinClasses(
                'shrink-0 text-xs tabular-nums',
                unread > 0 ? 'text-red-ink' : 'text-ink-faint',
              )}
            >
              {formats.brief(Date.parse(preview.createdAt), todayMs)}
            </time>
          )}
        </span>
        <span className="flex items-center justify-between gap-2 text-sm">
          <Preview conversation={conversation} myId={myId} />
          {unreadWords !== null && (
            <span
              aria-hidden="true"
              className="flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-red px-1.5 font-semibold text-on-red text-xs tabular-nums"
            >
              {unread > 999 ? words.conversations.manyUnread : formats.number(unread)}
            </span>
          )}
        </span>
      </span>
    </Link>
  )
})
