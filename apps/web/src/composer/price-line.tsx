import type { PricePreview } from '@pennypost/client'
import { useQuotaStatus } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { joinClasses } from '../design/join-classes.ts'
import { useTopUpUrl } from '../session/use-top-up-url.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { priceWords } from './price-words.ts'
import type { Agreement } from './use-agreement.ts'

/** What the next message costs, before it is sent; the first paid one of a day waits for a yes. */
export function PriceLine({
  id,
  price,
  agreement,
}: {
  id: string
  price: PricePreview | null
  agreement: Agreement
}) {
  const words = useWords()
  const formats = useFormats()
  const topUpUrl = useTopUpUrl()
  const { quota } = useQuotaStatus()

  if (price === null)
    return (
      <p id={id} className="text-ink-faint text-sm">
        {words.composer.priceUnknown}
      </p>
    )
  if (agreement.isAsking && price.next.kind === 'points')
    return (
      <div id={id} role="alert" className="flex items-center gap-1 py-1 text-amber-ink text-sm">
        <p>{words.composer.agree(price.next.points, formats)}</p>
        <Button look="quiet" className="shrink-0 px-2" onClick={agreement.decline}>
          {words.composer.notNow}
        </Button>
      </div>
    )
  const isBlocked = price.next.kind === 'blocked'
  return (
    <p
      id={id}
      className={joinClasses(
        'ms-auto min-w-0 text-end text-sm tabular-nums',
        isBlocked ? 'text-red-ink' : 'text-ink-soft',
      )}
    >
      {priceWords(price, words, formats)}
      {isBlocked && topUpUrl !== null && (
        <a href={topUpUrl} className="ms-2 font-semibold underline underline-offset-4">
          {words.composer.topUp}
        </a>
      )}
      {isBlocked && topUpUrl === null && quota !== undefined && (
        <span className="ms-2 text-ink-soft">
          {words.composer.waitFor(formats.time(Date.parse(quota.resetsAt)))}
        </span>
      )}
    </p>
  )
}
