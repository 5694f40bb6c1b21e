import { useFormats, useWords } from '../wording/use-words.ts'

type Watch = (element: HTMLElement | null) => (() => void) | undefined

type DaySeparatorProps = { rowKey: string; dayMs: number; todayMs: number; watch: Watch }

/** A day's name between the lines of a cancellation mark. */
export function DaySeparator({ rowKey, dayMs, todayMs, watch }: DaySeparatorProps) {
  const formats = useFormats()
  return (
    <li ref={watch} data-row-key={rowKey} className="flex items-center justify-center gap-3 pt-6 pb-3">
      <span aria-hidden="true" className="cancelled w-16" />
      <time dateTime={new Date(dayMs).toISOString()} className="font-display text-ink-soft text-sm">
        {formats.dayName(dayMs, todayMs)}
      </time>
      <span aria-hidden="true" className="cancelled w-16 -scale-x-100" />
    </li>
  )
}

/** Where the unread messages began when the conversation was opened. */
export function UnreadSeparator({ rowKey, watch }: { rowKey: string; watch: Watch }) {
  const words = useWords()
  return (
    <li
      ref={watch}
      data-row-key={rowKey}
      className="flex items-center gap-3 py-3 font-semibold text-red-ink text-xs"
    >
      <span aria-hidden="true" className="h-px flex-1 bg-red-ink/50" />
      {words.thread.unread}
      <span aria-hidden="true" className="h-px flex-1 bg-red-ink/50" />
    </li>
  )
}
