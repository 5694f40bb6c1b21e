import type { WalletEntry } from '@pennypost/domain'
import { joinClasses } from '../design/join-classes.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { reasonWords } from './reason-words.ts'

/** One movement of points: why, when, how many, and what was there afterwards. */
export function EntryLine({ entry, todayMs }: { entry: WalletEntry; todayMs: number }) {
  const words = useWords()
  const formats = useFormats()
  const atMs = Date.parse(entry.createdAt)
  return (
    <li className="flex items-baseline justify-between gap-4 py-3">
      <span className="flex min-w-0 flex-col items-start">
        <bdi className="max-w-full truncate text-[0.9375rem]">{reasonWords(entry.reason, words)}</bdi>
        <time dateTime={entry.createdAt} title={formats.full(atMs)} className="text-ink-faint text-sm">
          {words.wallet.at(formats.dayName(atMs, todayMs), formats.time(atMs))}
        </time>
      </span>
      <span className="shrink-0 text-end tabular-nums">
        <span className={joinClasses('block font-medium', entry.points > 0 ? 'text-blue' : 'text-ink')}>
          {formats.signed(entry.points)}
        </span>
        <span className="text-ink-faint text-sm">
          {words.wallet.balanceAfter(entry.balanceAfter, formats)}
        </span>
      </span>
    </li>
  )
}
