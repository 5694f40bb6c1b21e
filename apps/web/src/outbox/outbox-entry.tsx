import { type OutboxItem, refusalOf } from '@pennypost/client'
import { useConversation, useOutbox } from '@pennypost/react'
import { Link } from 'wouter'
import { Button } from '../design/button.tsx'
import { WithNames } from '../design/with-names.tsx'
import { conversationPath } from '../routing/parse-route.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { failureWords } from './failure-words.ts'
import { waitingWords } from './waiting-words.ts'

/** One message that has not gone out: to whom, what it says, why it waits, and the ways on. */
export function OutboxEntry({ item, onLeave }: { item: OutboxItem; onLeave: () => void }) {
  const words = useWords()
  const formats = useFormats()
  const { items, retry, remove } = useOutbox()
  const { name, error } = useConversation(item.conversationId)
  const { state } = item
  const why =
    state.kind === 'failed'
      ? failureWords(state.refusal, words, formats)
      : state.kind === 'expired'
        ? words.message.expired
        : state.kind === 'sending'
          ? words.message.sending
          : waitingWords(item, items, words)

  return (
    <li className="flex flex-col gap-1 py-3">
      <Link
        href={conversationPath(item.conversationId)}
        onClick={onLeave}
        className="w-fit rounded-sm font-medium text-sm underline-offset-4 hover:underline"
      >
        {refusalOf(error)?.code === 'NOT_FOUND' ? (
          words.thread.notFound
        ) : (
          <WithNames sentence={words.outbox.to(name)} names={[name]} />
        )}
      </Link>
      {item.content !== '' && (
        <p dir="auto" className="line-clamp-2 wrap-anywhere whitespace-pre-line text-ink-soft text-sm">
          {item.content}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className={state.kind === 'failed' ? 'text-red-ink text-sm' : 'text-ink-faint text-sm'}>{why}</p>
        <span className="flex gap-1">
          {state.kind === 'failed' && (
            <Button look="quiet" onClick={() => retry(item.id)}>
              {words.retry}
            </Button>
          )}
          {state.kind !== 'sending' && (
            <Button look="quiet" onClick={() => remove(item.id)}>
              {words.delete}
            </Button>
          )}
        </span>
      </div>
    </li>
  )
}
