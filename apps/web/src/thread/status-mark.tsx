import type { OutboxItem } from '@pennypost/client'
import { type MessageStatus, type ThreadMessage, useOutbox, useReceipts } from '@pennypost/react'
import { Check, CheckCheck, CircleAlert, Clock, TimerOff } from 'lucide-react'
import { waitingWords } from '../outbox/waiting-words.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { ReadersMark } from './readers-mark.tsx'

const SIZE = 15

type StatusMarkProps = {
  message: ThreadMessage
  status: MessageStatus
  isGroup: boolean
  /** Whether Tab finds what can be pressed in it. */
  isReachable: boolean
}

/** How far one's own message has come: a shape and a name, not only a colour. */
export function StatusMark({ message, status, isGroup, isReachable }: StatusMarkProps) {
  const { message: words } = useWords()
  const formats = useFormats()
  const { readBy, readAt } = useReceipts(message)

  switch (status.kind) {
    case 'queued':
      return message.pending && <QueuedMark item={message.pending} />
    case 'sending':
      return <Mark label={words.sending} icon={<Clock size={SIZE} />} />
    case 'failed':
      return <CircleAlert size={SIZE} aria-hidden="true" className="text-red-ink" />
    case 'expired':
      return <Mark label={words.expired} icon={<TimerOff size={SIZE} />} />
    case 'read': {
      const names = readBy.map(({ name }) => name)
      const isOne = !isGroup && readAt !== null
      const label = isOne
        ? words.readAt(formats.time(Date.parse(readAt)))
        : names.length > 0
          ? words.readBy(names, formats)
          : words.read
      if (isGroup && names.length > 0)
        return <ReadersMark message={message} label={label} count={names.length} isReachable={isReachable} />
      return <Mark label={label} icon={<CheckCheck size={SIZE} className="text-blue" />} />
    }
    case 'sent':
      return <Mark label={words.sent} icon={<Check size={SIZE} />} />
  }
}

function QueuedMark({ item }: { item: OutboxItem }) {
  const { items } = useOutbox()
  return <Mark label={waitingWords(item, items, useWords())} icon={<Clock size={SIZE} />} />
}

function Mark({ label, icon }: { label: string; icon: React.ReactNode }) {
  return (
    <span title={label} className="inline-flex text-ink-soft">
      <span aria-hidden="true">{icon}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
