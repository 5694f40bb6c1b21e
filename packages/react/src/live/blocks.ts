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
  return ({ id, kind, participants }: Conversation): void => {
    const before = blocks.get()
    const blocked = kind === 'direct' && participants.find(({ userId }) => before.get(userId))
    if (!blocked) return
    const lift = () => {
      // What has been pressed here meanwhile is newer than the answer.
      if (blocks.get() === before) blocks.set(new Map(before).set(blocked.userId, false))
    }
    pass(id).then(lift, () => undefined)
  }
}
