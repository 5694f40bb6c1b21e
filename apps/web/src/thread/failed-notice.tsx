import type { OutboxItem } from '@pennypost/client'
import type { Refusal } from '@pennypost/domain'
import { useComposer, useOutbox } from '@pennypost/react'
import { useContext } from 'react'
import { TextBoxContext } from '../composer/text-box-context.ts'
import { failureWords } from '../outbox/failure-words.ts'
import { useFormats, useWords } from '../wording/use-words.ts'

type FailedNoticeProps = { item: OutboxItem; refusal: Refusal | null }

/** Why a message was refused, and what can be done: send it again, change it, or let it go. */
export function FailedNotice({ item, refusal }: FailedNoticeProps) {
  const words = useWords()
  const formats = useFormats()
  const { retry, remove } = useOutbox()
  const { edit } = useComposer(item.conversationId)
  const textBox = useContext(TextBoxContext)

  // The button goes with the notice, so the focus goes where one writes on.
  const then = (act: () => void) => {
    act()
    textBox.current?.focus()
  }

  return (
    <div className="mt-1 flex flex-wrap items-center justify-end gap-x-1 gap-y-0.5 text-red-ink text-sm">
      <p className="px-1">{failureWords(refusal, words, formats)}</p>
      <Action label={words.retry} onClick={() => then(() => retry(item.id))} />
      <Action label={words.message.edit} onClick={() => then(() => edit(item))} />
      <Action label={words.delete} onClick={() => then(() => remove(item.id))} />
    </div>
  )
}

function Action({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-7 rounded-md px-2 font-semibold underline underline-offset-4 hover:bg-red-tint pointer-coarse:min-h-11"
    >
      {label}
    </button>
  )
}
