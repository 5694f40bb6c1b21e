import type { Message } from '@pennypost/domain'
import { useExpiry } from '@pennypost/react'
import { useFormats, useWords } from '../wording/use-words.ts'

const AROUND = 2 * Math.PI * 6

/** How long a message has left: a ring that runs down, and the time in words. */
export function ExpiryMark({ message }: { message: Pick<Message, 'createdAt' | 'expiresAt'> }) {
  const words = useWords()
  const formats = useFormats()
  const expiry = useExpiry(message)
  if (expiry.kind !== 'counting') return null
  const when = words.message.disappears(formats.full(expiry.absolute.getTime()))
  return (
    <span title={when} className="inline-flex items-center gap-1 text-ink-soft text-xs tabular-nums">
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5 -rotate-90">
        <circle cx="8" cy="8" r="6" fill="none" strokeWidth="2" className="stroke-line" />
        <circle
          cx="8"
          cy="8"
          r="6"
          fill="none"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - expiry.fraction)}
          className="stroke-red-ink"
        />
      </svg>
      <span aria-hidden="true">{expiry.label}</span>
      <span className="sr-only">{when}</span>
    </span>
  )
}
