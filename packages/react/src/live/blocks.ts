import type { WritableStore } from '@pennypost/client'
import type { Conversation } from '@pennypost/domain'

/** Whom one has blocked (true) or unblocked (false) on this page, by user id; of others the server does not say. */
export type Blocks = WritableStore<ReadonlyMap<string, boolean>>

/**
 * Takes blocks back that were lifted elsewhere. Of each change of a block the server tells a summary of what the two share, but
 * not what it was: that is asked.
 * @param pass fails while either has blocked the other
 * @returns what hears each summary
 */
export function liftBlocks(blocks: Blocks, pass: (conversationId: string) => Promise<unknown>) {
  return function hear(conversation: Conversation): void {
    const { id, kind, participants } = conversation
    const before = blocks.get()
    const blocked = kind === 'direct' && participants.find(({ userId }) => before.get(userId))
    if (!blocked) return
    const lift = () => {
      if (blocks.get() === before) blocks.set(new Map(before).set(blocked.userId, false))
      // What has been pressed here meanwhile may be newer than the answer.
      else hear(conversation)
    }
    pass(id).then(lift, () => undefined)
  }
}
