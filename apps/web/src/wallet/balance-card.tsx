import type { Quota } from '@pennypost/domain'
import { useTopUpUrl } from '../session/use-top-up-url.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { StampSheet } from './stamp-sheet.tsx'

/** The points, and the day's free messages as a strip of stamps, used ones cancelled. */
export function BalanceCard({ quota }: { quota: Quota }) {
  const { wallet: words, quota: quotaWords } = useWords()
  const formats = useFormats()
  const topUpUrl = useTopUpUrl()
  return (
    <section aria-label={words.balance} className="rounded-2xl border border-line bg-card p-5 shadow-card">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 className="font-sans text-ink-soft text-sm">{words.balance}</h2>
          <p className="font-display font-semibold text-3xl sm:text-4xl tabular-nums">
            {quotaWords.points(quota.balance, formats)}
          </p>
        </div>
        {topUpUrl !== null && (
          <a
            href={topUpUrl}
            className="inline-flex min-h-10 shrink-0 items-center rounded-lg bg-red px-4 font-medium text-on-red text-sm hover:bg-red-deep"
          >
            {words.topUp}
          </a>
        )}
      </div>
      <div className="mt-5 border-line border-t pt-4 text-sm">
        <p className="font-medium">{words.freeUsed(quota.usedToday, quota.dailyFreeLimit, formats)}</p>
        <StampSheet used={quota.usedToday} limit={quota.dailyFreeLimit} />
        <p className="text-ink-soft">
          {words.price(quota.pointsPerMessage, formats)}{' '}
          {words.resets(formats.time(Date.parse(quota.resetsAt)))}
        </p>
      </div>
    </section>
  )
}
