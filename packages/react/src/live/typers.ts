import { createStore, type Store } from '@pennypost/client'
import { POLICY, type PresenceEvent } from '@pennypost/domain'

export type Typers = {
  /** User ids by conversation, the first to start first. */
  all: Store<ReadonlyMap<string, readonly string[]>>
  hear(conversationId: string, event: PresenceEvent): void
  /** Somebody's message is there, or nobody looks any more (`userId` absent). */
  clear(conversationId: string, userId?: string): void
}

/** Who is typing; forgets somebody who falls silent without saying so. */
export function createTypers(): Typers {
  const all = createStore<ReadonlyMap<string, readonly string[]>>(new Map())
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  function set(conversationId: string, userIds: readonly string[]): void {
    const next = new Map(all.get())
    if (userIds.length === 0) next.delete(conversationId)
    else next.set(conversationId, userIds)
    all.set(next)
  }

  function clear(conversationId: string, userId?: string): void {
    const typing = all.get().get(conversationId) ?? []
    const left = userId === undefined ? [] : typing.filter((id) => id !== userId)
    for (const id of typing) {
      if (left.includes(id)) continue
      clearTimeout(timers.get(timerKey(conversationId, id)))
      timers.delete(timerKey(conversationId, id))
    }
    if (left.length !== typing.length) set(conversationId, left)
  }

  return {
    all,
    clear,
    hear: (conversationId, { userId, isTyping }) => {
      if (!isTyping) {
        clear(conversationId, userId)
        return
      }
      const key = timerKey(conversationId, userId)
      clearTimeout(timers.get(key))
      timers.set(
        key,
        setTimeout(() => clear(conversationId, userId), POLICY.typingLastsMs),
      )
      const typing = all.get().get(conversationId) ?? []
      if (!typing.includes(userId)) set(conversationId, [...typing, userId])
    },
  }
}

function timerKey(conversationId: string, userId: string): string {
  return `${conversationId} ${userId}`
}
