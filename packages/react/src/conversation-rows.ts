import { withoutExpiredPreview } from '@pennypost/client'
import type { Conversation, Message } from '@pennypost/domain'
import { nameOf } from './conversation-name.ts'
import { type Typer, typersOf } from './use-typing.ts'

export type ConversationRow = Conversation & {
  /** The title, or the other people's names. */
  name: string
  preview: Message | null
  /** What the writer of the preview is called; undefined where that is not known, or not yet. */
  senderName: string | undefined
  draft: string | null
  /** Whether a message of one's own was refused and waits for a decision. */
  failed: boolean
  /** The others who are typing, as far as the conversation is being watched. */
  typing: readonly Typer[]
}

export type RowSources = {
  draft: string | null
  failed: boolean
  /** User ids. */
  typing: readonly string[]
  /** Of people whom the summary does not name, by user id. */
  names: ReadonlyMap<string, string>
  me: string | undefined
  locale: string | undefined
  nowMs: number
}

/** Makes rows, and gives the same object again while nothing in it changes: a keystroke renders one row, not all. */
export function createConversationRows(): (
  conversation: Conversation,
  sources: RowSources,
) => ConversationRow {
  const made = new Map<string, { of: Conversation; key: string; row: ConversationRow }>()
  return (listed, { draft, failed, typing, names, me, locale, nowMs }) => {
    const shown = withoutExpiredPreview(listed, nowMs)
    const { participants, lastMessage: preview } = shown
    const called = (id: string) => participants.find(({ userId }) => userId === id)?.name ?? names.get(id)
    const senderName = preview ? called(preview.senderId) : undefined
    const typers = typersOf(typing, called, me)
    const key = JSON.stringify([draft, failed, typers, me, locale, preview?.id, senderName])
    const known = made.get(listed.id)
    if (known?.of === listed && known.key === key) return known.row
    const row: ConversationRow = {
      ...shown,
      name: nameOf(shown, me, locale),
      preview,
      senderName,
      draft,
      failed,
      typing: typers,
    }
    made.set(listed.id, { of: listed, key, row })
    return row
  }
}
