import { useQuota } from '@pennypost/react'
import { Stamp } from '../design/stamp.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'

/** What is left free today, the points, and when the day ends. */
export function QuotaStatus() {
  const words = useWords()
  const formats = useFormats()
  const { quota } = useQuota()
  const isUsedUp = quota?.remainingFree === 0

  return (
    <div
      role="status"
      aria-label={words.quota.label}
      aria-atomic="false"
      className="flex min-h-12 min-w-0 items-center gap-3"
    >
      {quota === undefined ? (
        <p className="text-ink-faint text-sm">{words.quota.unknown}</p>
      ) : (
        <>
          <span aria-hidden="true">
            <Stamp tone={isUsedUp ? 'amber' : 'red'} className="h-[2.625rem] w-[2.1875rem] text-base">
              {formats.number(quota.remainingFree)}
            </Stamp>
          </span>
          <div className="min-w-0 text-sm leading-snug">
            <p className="font-medium text-ink">
              {isUsedUp ? words.quota.noneLeft : words.quota.freeLeft(quota.remainingFree, formats)}
            </p>
            <p className="flex flex-wrap gap-x-2.5 text-ink-soft tabular-nums">
              <span>{words.quota.points(quota.balance, formats)}</span>
              <span>{words.quota.resets(formats.time(Date.parse(quota.resetsAt)))}</span>
            </p>
          </div>
        </>
      )}
    </div>
  )
}
