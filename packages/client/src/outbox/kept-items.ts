import type { MessagingStorage } from '../storage/messaging-storage.ts'
import { createStore, type Store } from '../store.ts'
import type { Tabs } from '../tabs.ts'
import type { OutboxItem, SendOutcome } from './outbox-item.ts'

/** The items of an outbox, kept in the storage and alike in all tabs. */
export type KeptItems = {
  all: Store<readonly OutboxItem[]>
  find(id: string): OutboxItem | undefined
  put(item: OutboxItem): void
  drop(id: string, outcome: SendOutcome): void
  /** Hears of each item just before it goes, whichever tab took it out. */
  onGone(listener: (id: string, outcome: SendOutcome) => void): () => void
  /** Adds what only the storage knows, as the next tab to lead must. */
  load(): Promise<void>
}

/** How many of those that went are remembered: what other tabs still say of one, or the storage holds, is no older. */
const MOST_GONE = 1_000

export function keepItems(storage: MessagingStorage, tabs: Tabs): KeptItems {
  const all = createStore<readonly OutboxItem[]>([])
  const listeners = new Set<(id: string, outcome: SendOutcome) => void>()
  const gone = new Set<string>()
  /** Other tabs hear of a change only after the storage has it, and of all changes in their order. */
  let writes: Promise<void> = Promise.resolve()

  function write(change: () => Promise<void>, tell: () => void): void {
    // A storage that is full or forbidden must not keep a message from being sent.
    writes = writes.then(change).then(tell, tell)
  }

  function show(item: OutboxItem): void {
    const others = all.get().filter(({ id }) => id !== item.id)
    all.set([...others, item].sort(byPosition))
  }

  function hide(id: string, outcome: SendOutcome): void {
    gone.add(id)
    const [oldest = id] = gone
    if (gone.size > MOST_GONE) gone.delete(oldest)
    for (const listener of listeners) listener(id, outcome)
    all.set(all.get().filter((item) => item.id !== id))
  }

  tabs.listen((message) => {
    if (message.type === 'put' && !gone.has(message.item.id)) show(message.item)
    else if (message.type === 'gone') hide(message.id, message.outcome)
  })

  return {
    all,
    find: (id) => all.get().find((item) => item.id === id),
    put: (item) => {
      gone.delete(item.id)
      show(item)
      // What is on its way stays `queued` in the storage: after a crash it has to go again.
      const isWritten = item.state.kind !== 'sending'
      write(
        async () => (isWritten ? storage.put('outbox', item.id, item) : undefined),
        () => tabs.post({ type: 'put', item }),
      )
    },
    drop: (id, outcome) => {
      hide(id, outcome)
      write(
        () => storage.remove('outbox', id),
        () => tabs.post({ type: 'gone', id, outcome }),
      )
    },
    onGone: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    load: async () => {
      const stored = await storage.readAll('outbox')
      for (const [id, item] of stored) {
        if (!gone.has(id) && !all.get().some((known) => known.id === id)) show(item)
      }
    },
  }
}

function byPosition(a: OutboxItem, b: OutboxItem): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1)
}
