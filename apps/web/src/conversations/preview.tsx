import type { ConversationRow } from '@pennypost/react'
import { CircleAlert } from 'lucide-react'
import { useWords } from '../wording/use-words.ts'

/** What the list shows of a conversation: who is typing, else what failed, else the draft, else the last message. */
export function Preview({ conversation, myId }: { conversation: ConversationRow; myId: string }) {
  const { conversations: words, thread } = useWords()
  const { typing, failed, draft, preview, kind, participants } = conversation
  const [typer] = typing

  if (typer !== undefined)
    return (
      <span className="truncate text-red-ink italic">
        {kind === 'group' ? words.typingName(typer.name) : words.typing}
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
    return (
      <span className="min-w-0 truncate text-ink-soft">
        <span className="text-red-ink">{words.draft}</span> <bdi>{draft}</bdi>
      </span>
    )
  if (preview === null || preview.content === null)
    return (
      <span className="truncate text-ink-faint italic">
        {preview === null ? words.noMessages : thread.deleted}
      </span>
    )

  const sender = participants.find(({ userId }) => userId === preview.senderId)
  const isMine = preview.senderId === myId
  return (
    <span className="min-w-0 truncate text-ink-soft">
      {isMine && <span className="text-ink-faint">{words.you} </span>}
      {!isMine && kind === 'group' && sender !== undefined && (
        <span className="text-ink-faint">
          <bdi>{sender.name}</bdi>:{' '}
        </span>
      )}
      <bdi>{preview.content}</bdi>
    </span>
  )
}
