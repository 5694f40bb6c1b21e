import type { Services } from '../services.ts'

/** What a change of a conversation itself answers: no `seq` where nothing changed. */
export type Stamped = { conversationId: string; seq?: number; audience?: string[]; removed?: string[] }

/** Tells a conversation's followers, and the inboxes of those who take part or no longer do. */
export function announceChange({ live }: Services, stamped: Stamped): void {
  const { conversationId, seq, audience = [], removed = [] } = stamped
  if (seq === undefined) return
  live.announce({ conversationId, seq, event: null, removed })
  live.notify([...audience, ...removed], { conversationIds: [conversationId] })
}
