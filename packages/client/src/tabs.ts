import type { Draft } from './drafts.ts'
import type { OutboxItem, SendOutcome } from './outbox/outbox-item.ts'

type TabMessage =
  | { type: 'put'; item: OutboxItem }
  | { type: 'gone'; id: string; outcome: SendOutcome }
  | { type: 'draft'; draft: Draft }

export type Tabs = {
  post(message: TabMessage): void
  listen(listener: (message: TabMessage) => void): () => void
  /** Calls back once this tab is the one that sends, which it stays until it closes. */
  lead(onLead: () => void): void
  close(): void
}

/** Joins the tabs that share a storage; without a name, or where tabs cannot meet, this one is alone and leads. */
export function joinTabs(name: string | null): Tabs {
  const channel = name === null || typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  const locks = name === null || typeof navigator === 'undefined' ? undefined : navigator.locks
  const listeners = new Set<(message: TabMessage) => void>()
  const closing = new AbortController()
  if (channel)
    channel.onmessage = (event: MessageEvent<TabMessage>) => {
      for (const listener of listeners) listener(event.data)
    }
  return {
    post: (message) => {
      if (!closing.signal.aborted) channel?.postMessage(message)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lead: (onLead) => {
      if (name === null || !locks) {
        onLead()
        return
      }
      const { promise: released, resolve } = Promise.withResolvers<void>()
      closing.signal.addEventListener('abort', () => resolve())
      const hold = () => {
        onLead()
        return released
      }
      // Refused only where the tab closes while it waits.
      locks.request(`${name}:leader`, { signal: closing.signal }, hold).catch(() => undefined)
    },
    close: () => {
      closing.abort()
      channel?.close()
    },
  }
}
