import type { ThreadMessage } from '@pennypost/react'
import { CheckCheck } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { lazyPart } from '../lazy-part.ts'
import { loadReadersPopover } from '../load-pages.ts'
import { useFormats } from '../wording/use-words.ts'

const ReadersPopover = lazyPart(async () => (await loadReadersPopover()).ReadersPopover)

type ReadersMarkProps = {
  message: ThreadMessage
  /** What the mark says; it begins with who has read the message. */
  label: string
  count: number
  /** Whether Tab finds it: in the row that has the keyboard. */
  isReachable: boolean
}

/** In a group: how many have read a message, and the way to who they are. */
export function ReadersMark({ message, label, count, isReachable }: ReadersMarkProps) {
  const formats = useFormats()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)

  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={isReachable ? 0 : -1}
        title={label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="-my-1 -me-1 inline-flex min-h-6 min-w-6 items-center justify-center gap-0.5 rounded-md px-1 text-blue text-xs tabular-nums hover:bg-well"
      >
        <CheckCheck size={15} aria-hidden="true" />
        {formats.number(count)}
        <span className="sr-only">{label}</span>
      </button>
      {isOpen && (
        <Suspense>
          <ReadersPopover anchor={button} message={message} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
