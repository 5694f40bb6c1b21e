import { withoutExpiredPreview } from '@pennypost/client'
import type { Conversation, Message, Participant } from '@pennypost/domain'
import { nameOf, othersOf } from './conversation-name.ts'

export type ConversationRow = Conversation & {
  /** The title, or the other people's names. */
  name: string
  preview: Message | null
  draft: string | null
  /** Whether a message of one's own was refused and waits for a decision. */
  failed: boolean
  /** The others who are typing, as far as the conversation is being watched. */
  typing: readonly Participant[]
}

export type RowSources = {
  draft: string | null
  failed: boolean
  /** User ids. */
  typing: readonly string[]
  me: string | undefined
  locale: string | undefined
  nowMs: number
}

const NOBODY: readonly Participant[] = []

/** Makes rows, and gives the same object again while nothing in it changes: a keystroke renders one row, not all. */
export function createConversationRows(): (
  conversation: Conversation,
  sources: RowSources,
) => ConversationRow {
  const made = new Map<string, { of: Conversation; key: string; row: ConversationRow }>()
  return (listed, { draft, failed, typing, me, locale, nowMs }) => {
    const shown = withoutExpiredPreview(listed, nowMs)
    const key = JSON.stringify([draft, failed, typing, me, locale, shown.lastMessage?.id])
    const known = made.get(listed.id)
    if (known?.of === listed && known.key === key) return known.row
    const row: ConversationRow = {
      ...shown,
      name: nameOf(shown, me, locale),
      preview: shown.lastMessage,
      draft,
      failed,
      typing:
        typing.length === 0 ? NOBODY : othersOf(shown, me).filter(({ userId }) => typing.includes(userId)),
    }
    made.set(listed.id, { of: listed, key, row })
    return row
  }
}
