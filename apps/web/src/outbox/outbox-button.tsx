import { useOutbox } from '@pennypost/react'
import { CircleAlert, Clock } from 'lucide-react'
import { joinClasses } from '../design/join-classes.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { useLasting } from './use-lasting.ts'

/** How many messages have not gone out, in all conversations, and the way to them; nothing while all have. */
export function OutboxButton({ onOpen }: { onOpen: () => void }) {
  const { outbox: words } = useWords()
  const formats = useFormats()
  const { items } = useOutbox()
  const failed = items.filter(({ state }) => state.kind === 'failed' || state.kind === 'expired').length
  const waiting = useLasting(items.length > failed) ? items.length - failed : 0
  const sum = formats.number(failed + waiting)
  const label = [
    failed > 0 && words.failed(failed, formats),
    waiting > 0 && words.waiting(waiting, formats),
  ].filter((part) => part !== false)

  if (label.length === 0) return null
  return (
    <button
      type="button"
      aria-label={label.length > 1 ? `${sum}: ${label.join(', ')}` : label.join()}
      title={label.join(', ')}
      aria-haspopup="dialog"
      onClick={onOpen}
      className={joinClasses(
        'ms-auto inline-flex min-h-10 items-center gap-1.5 rounded-full px-3 font-semibold text-sm tabular-nums hover:bg-well pointer-coarse:min-h-11',
        failed > 0 ? 'text-red-ink' : 'text-amber-ink',
      )}
    >
      {failed > 0 ? <CircleAlert size={17} aria-hidden="true" /> : <Clock size={17} aria-hidden="true" />}
      {sum}
    </button>
  )
}
