import type { ConversationRow } from '@pennypost/react'
import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { WithNames } from '../design/with-names.tsx'
import { plainText } from '../message-text/parse-text.ts'
import { useWords } from '../wording/use-words.ts'

/** What the list shows of a conversation: who is typing, else what failed, else the draft, else the last message. */
export function Preview({ conversation, myId }: { conversation: ConversationRow; myId: string }) {
  const { conversations: words, thread } = useWords()
  const { typing, failed, draft, preview, kind, senderName, lastSeq, defaultExpirationHours } = conversation
  const [typer] = typing

  if (typer !== undefined)
    return (
      <span className="truncate text-red-ink italic">
        {kind === 'group' ? (
          <WithNames sentence={words.typingName(typer.name)} names={[typer.name]} />
        ) : (
          words.typing
        )}
      </span>
    )
  if (failed)
    return (
      <span className="flex min-w-0 items-center gap-1 text-red-ink">
        <CircleAlert size={14} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{words.failed}</span>
      </span>
    )
  if (draft !== null)
    return <Said before={<span className="text-red-ink">{words.draft}</span>} content={draft} />
  if (preview === null || preview.content === null)
    return (
      <span className="text-ink-faint italic">
        {preview !== null
          ? thread.deleted
          : lastSeq === 0
            ? words.noMessages
            : defaultExpirationHours === null
              ? thread.emptyNow
              : thread.emptyDisappearing}
      </span>
    )

  const isMine = preview.senderId === myId
  return (
    <Said
      before={
        isMine ? (
          words.you
        ) : kind === 'group' && senderName ? (
          <span className="flex">
            <bdi className="truncate">{senderName}</bdi>:
          </span>
        ) : null
      }
      content={plainText(preview.content)}
    />
  )
}

/** Who said it, and what: cut off where its own language ends, not where the page's does. */
function Said({ before, content }: { before: ReactNode; content: string }) {
  return (
    <span className="flex min-w-0 flex-1 gap-1 text-ink-soft">
      {before !== null && <span className="max-w-1/2 shrink-0 text-ink-faint">{before} </span>}
      <bdi className="truncate">{content}</bdi>
    </span>
  )
}
