import type { PricePreview } from '@pennypost/client'
import { useQuota } from '@pennypost/react'
import { joinClasses } from '../design/join-classes.ts'
import { useLasting } from '../outbox/use-lasting.ts'
import { useTopUpUrl } from '../session/use-top-up-url.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { priceWords, queuedWords } from './price-words.ts'

/** What the next message costs, before it is sent, and a way out where it cannot be paid for. */
export function PriceLine({ id, price }: { id: string; price: PricePreview | null }) {
  const words = useWords()
  const formats = useFormats()
  const topUpUrl = useTopUpUrl()
  const isQueueLasting = useLasting(price !== null && price.queued.count > 0)

  if (price === null)
    return (
      <p id={id} className="text-ink-faint text-sm">
        {words.composer.priceUnknown}
      </p>
    )
  const { queued } = price
  const isBlocked = price.next.kind === 'blocked'
  return (
    <p
      id={id}
      className={joinClasses(
        'ms-auto min-w-0 text-end text-sm tabular-nums',
        isBlocked ? 'text-red-ink' : 'text-ink-soft',
      )}
    >
      {isQueueLasting && queued.count > 0 && (
        <span className="block text-amber-ink">{queuedWords(queued, words, formats)}</span>
      )}
      {/* Between what is read out, which knows no margins. */}
      {priceWords(price, words, formats)}{' '}
      {isBlocked && topUpUrl !== null && (
        <a href={topUpUrl} className="ms-2 font-semibold underline underline-offset-4">
          {words.composer.topUp}
        </a>
      )}
      {isBlocked && topUpUrl === null && <WaitForReset />}
    </p>
  )
}

function WaitForReset() {
  const words = useWords()
  const formats = useFormats()
  const { quota } = useQuota()
  if (quota === undefined) return null
  return (
    <span className="ms-2 text-ink-soft">
      {words.composer.waitFor(formats.time(Date.parse(quota.resetsAt)))}
    </span>
  )
}
