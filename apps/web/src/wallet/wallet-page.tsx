import { useQuotaStatus, useWallet } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { Notice } from '../design/notice.tsx'
import { Skeleton } from '../design/skeleton.tsx'
import { Broken } from '../shell/error-boundary.tsx'
import { PageFrame, PagePart } from '../shell/page-frame.tsx'
import { useToday } from '../shell/use-today.ts'
import { useWords } from '../wording/use-words.ts'
import { BalanceCard } from './balance-card.tsx'
import { EntryLine } from './entry-line.tsx'

/** What somebody can spend today, and everything that moved their points. */
export function WalletPage() {
  const { wallet: words, loading } = useWords()
  const todayMs = useToday()
  const { quota } = useQuotaStatus()
  const { entries, isPending, isError, error, refetch, hasMore, fetchMore } = useWallet()

  return (
    <PageFrame title={words.heading}>
      {quota !== undefined && <BalanceCard quota={quota} />}
      <PagePart title={words.entries}>
        {isPending && <Skeleton label={loading} lines={3} />}
        {isError && entries.length === 0 && <Broken error={error} onRetry={() => void refetch()} />}
        {!isPending && !isError && entries.length === 0 && (
          <Notice title={words.empty}>{words.emptyWhy}</Notice>
        )}
        <ul className="divide-y divide-line">
          {entries.map((entry) => (
            <EntryLine key={entry.id} entry={entry} todayMs={todayMs} />
          ))}
        </ul>
        {hasMore && (
          <Button look="quiet" className="mt-3 w-full" onClick={() => void fetchMore()}>
            {words.more}
          </Button>
        )}
      </PagePart>
    </PageFrame>
  )
}
