import { type MessageStatus, type ThreadMessage, useReceipts } from '@pennypost/react'
import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react'
import { useFormats, useWords } from '../wording/use-words.ts'

const SIZE = 15

/** How far one's own message has come: a shape and a name, not only a colour. */
export function StatusMark({ message, status }: { message: ThreadMessage; status: MessageStatus }) {
  const { message: words } = useWords()
  const formats = useFormats()
  const { readBy, readAt } = useReceipts(message)

  switch (status.kind) {
    case 'queued':
      return <Mark label={words.queued} icon={<Clock size={SIZE} />} />
    case 'sending':
      return <Mark label={words.sending} icon={<Clock size={SIZE} />} />
    case 'failed':
      return <CircleAlert size={SIZE} aria-hidden="true" className="text-red-ink" />
    case 'expired':
      return null
    case 'read': {
      const names = readBy.map(({ name }) => name)
      const isOne = names.length === 1 && readAt !== null
      const label = isOne
        ? words.readAt(formats.time(Date.parse(readAt)))
        : names.length > 0
          ? words.readBy(names, formats)
          : words.read
      return <Mark label={label} icon={<CheckCheck size={SIZE} className="text-blue" />} />
    }
    case 'sent':
      return <Mark label={words.sent} icon={<Check size={SIZE} />} />
  }
}

function Mark({ label, icon }: { label: string; icon: React.ReactNode }) {
  return (
    <span title={label} className="inline-flex text-ink-soft">
      <span aria-hidden="true">{icon}</span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
