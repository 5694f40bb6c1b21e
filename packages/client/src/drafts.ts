import type { MessagingStorage } from './storage/messaging-storage.ts'
import { createStore, type Store } from './store.ts'
import type { Tabs } from './tabs.ts'

/** `default`: as the conversation says. A number: hours until it disappears. */
export type ExpiryChoice = 'default' | 'never' | number

export type Draft = { conversationId: string; text: string; expiry: ExpiryChoice }

/** Unsent text by conversation; kept with each key, and the same in every tab. */
export type Drafts = {
  all: Store<ReadonlyMap<string, Draft>>
  /** An empty text with the default expiry forgets the draft. */
  put(draft: Draft): void
  /** Keeps at once what was put so far; settles when the storage has it. */
  keep(): Promise<void>
}

/** What was sent has to be in the outbox before it is no draft any more. */
const FORGET_AFTER_MS = 200

export function createDrafts(storage: MessagingStorage, tabs: Tabs): Drafts & { stop(): Promise<void> } {
  const all = createStore<ReadonlyMap<string, Draft>>(new Map())
  const unkept = new Map<string, Draft>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let keeping: Promise<void> = Promise.resolve()
  /** What was put here before the storage had told what it keeps; null from then on. */
  let early: Map<string, Draft> | null = new Map()

  function show(draft: Draft): void {
    const next = new Map(all.get())
    if (isBlank(draft)) next.delete(draft.conversationId)
    else next.set(draft.conversationId, draft)
    all.set(next)
  }

  function put(draft: Draft): void {
    show(draft)
    tabs.post({ type: 'draft', draft })
    unkept.set(draft.conversationId, draft)
    if (early !== null) early.set(draft.conversationId, draft)
    else if (isBlank(draft)) timer ??= setTimeout(keep, FORGET_AFTER_MS)
    else void write([draft])
  }

  function keep(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    // An empty box is no answer to a draft that the storage has not told of yet.
    const drafts = [...unkept.values()]
    return write(early === null ? drafts : drafts.filter((draft) => !isBlank(draft)))
  }

  function write(drafts: readonly Draft[]): Promise<void> {
    const changes = drafts.map(async (draft) => {
      unkept.delete(draft.conversationId)
      if (isBlank(draft)) await storage.remove('drafts', draft.conversationId)
      else await storage.put('drafts', draft.conversationId, draft)
    })
    // Where the storage is full or forbidden, drafts last as long as the page.
    keeping = Promise.allSettled([keeping, ...changes]).then(() => undefined)
    return keeping
  }

  const stopListening = tabs.listen((message) => {
    if (message.type !== 'draft') return
    unkept.delete(message.draft.conversationId)
    show(message.draft)
  })
  const stopWatching = onPageHide(keep)
  storage.readAll('drafts').then(
    (stored) => {
      const typedMeanwhile = early
      early = null
      all.set(new Map([...stored, ...all.get()]))
      for (const [id, draft] of typedMeanwhile ?? []) {
        const kept = stored.get(id)
        if (kept !== undefined) put(below(kept, draft))
      }
      void keep()
    },
    () => {
      early = null
      void keep()
    },
  )

  return {
    all,
    put,
    keep,
    stop: async () => {
      stopListening()
      stopWatching()
      await keep()
    },
  }
}

/** Who typed into a box that was still empty did not mean to replace what was kept. */
function below(kept: Draft, typed: Draft): Draft {
  const text = [kept.text, typed.text].filter((part) => part !== '').join('\n')
  return { ...typed, text, expiry: typed.expiry === 'default' ? kept.expiry : typed.expiry }
}

function isBlank({ text, expiry }: Draft): boolean {
  return text === '' && expiry === 'default'
}

function onPageHide(listener: () => void): () => void {
  if (typeof window === 'undefined') return () => undefined
  window.addEventListener('pagehide', listener)
  return () => window.removeEventListener('pagehide', listener)
}
