import { type ThreadMessage, useMessageStatus } from '@pennypost/react'
import { memo } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { joinClasses } from '../design/join-classes.ts'
import { MessageText } from '../message-text/message-text.tsx'
import { useMyId } from '../session/my-id.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { ExpiryMark } from './expiry-mark.tsx'
import { FailedNotice } from './failed-notice.tsx'
import { StatusMark } from './status-mark.tsx'

type MessageRowProps = {
  message: ThreadMessage
  startsGroup: boolean
  isGroupConversation: boolean
  isHighlighted: boolean
  /** Whether Tab comes to this row; the others are reached from it by the arrow keys. */
  isTabStop: boolean
  senderName: string | undefined
  watch: (element: HTMLElement | null) => (() => void) | undefined
}

/** One message: the same element from the moment it is written until it is gone. */
export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, startsGroup, isGroupConversation, isHighlighted, isTabStop, senderName, watch } = props
  const words = useWords()
  const formats = useFormats()
  const isMine = message.senderId === useMyId()
  const status = useMessageStatus(message)
  const name = isMine ? words.thread.you : senderName || words.thread.someone
  const createdMs = Date.parse(message.createdAt)
  const showsAvatar = isGroupConversation && !isMine

  return (
    <li
      ref={watch}
      tabIndex={isTabStop ? 0 : -1}
      data-row-key={message.id}
      data-message-id={message.id}
      data-seq={message.pending === null ? message.seq : undefined}
      className={joinClasses(
        '-outline-offset-2 flex gap-2 contain-layout',
        startsGroup ? 'pt-3' : 'pt-0.5',
        isMine ? 'justify-end' : 'justify-start',
        isHighlighted && 'animate-[linger_2s_ease-out] rounded-lg',
      )}
    >
      {showsAvatar && (
        <span className="w-8 shrink-0 pt-5">
          {startsGroup && <Avatar id={message.senderId} name={name} size="sm" />}
        </span>
      )}
      <div
        className={joinClasses(
          'flex min-w-0 max-w-[85%] flex-col md:max-w-[75%]',
          isMine ? 'items-end' : 'items-start',
        )}
      >
        <p className={startsGroup ? 'mb-1 flex gap-1.5 px-1 text-ink-faint text-xs' : 'sr-only'}>
          <bdi className={showsAvatar ? 'font-semibold text-ink-soft' : 'sr-only'}>{name}</bdi>
          <time dateTime={message.createdAt} title={formats.full(createdMs)} className="tabular-nums">
            {formats.time(createdMs)}
          </time>
        </p>
        <div
          data-bubble
          className={joinClasses(
            // Marks may be piled upon a letter without end: they must not cover what others wrote.
            'max-w-full overflow-clip rounded-bubble px-3.5 py-2 text-[0.9375rem] text-ink',
            isMine ? 'bg-red-tint forced-colors:border' : 'border border-line bg-card',
            isMine && startsGroup && 'rounded-se-nook',
            !isMine && startsGroup && 'rounded-ss-nook',
            (status.kind === 'queued' || status.kind === 'sending') && 'opacity-75',
          )}
        >
          <div dir="auto" className="flow-root">
            {message.content === null ? (
              <span className="text-ink-faint italic">
                {status.kind === 'expired' ? words.message.expired : words.thread.deleted}
              </span>
            ) : (
              <MessageText content={message.content} />
            )}
            <span className="float-end ms-2 mt-1.5 has-[bdi:empty]:hidden">
              <bdi className="flex items-center gap-1.5">
                <ExpiryMark message={message} />
                {isMine && (
                  <StatusMark
                    message={message}
                    status={status}
                    isGroup={isGroupConversation}
                    isReachable={isTabStop}
                  />
                )}
              </bdi>
            </span>
          </div>
        </div>
        {message.pending !== null && status.kind === 'failed' && (
          <FailedNotice item={message.pending} refusal={status.refusal} />
        )}
      </div>
    </li>
  )
})
