import type { Conversation } from '@pennypost/domain'
import { Notice } from '../design/notice.tsx'
import { useLifetime } from '../wording/use-lifetime.ts'
import { useWords } from '../wording/use-words.ts'

/** Nothing to read: not yet, or no longer. */
export function EmptyThread({ conversation }: { conversation: Conversation }) {
  const { defaultExpirationHours, lastSeq } = conversation
  const { thread } = useWords()
  const lifetime = useLifetime()
  return (
    <div className="absolute inset-0 flex items-center justify-center">
      {defaultExpirationHours === null ? (
        <Notice title={lastSeq === 0 ? thread.empty : thread.emptyNow}>
          {lastSeq === 0 ? thread.emptyWhy : thread.emptyNowWhy}
        </Notice>
      ) : (
        <Notice title={thread.emptyDisappearing}>
          {thread.emptyDisappearingWhy(lifetime(defaultExpirationHours))}
        </Notice>
      )}
    </div>
  )
}
