import type { MessagingClient } from '@pennypost/client'
import type { Conversation, Message } from '@pennypost/domain'
import type { Query, QueryClient } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'
import { type Cached, type Pages, pagesOf } from './cached.ts'

/**
 * What was last read, kept on the device so that it is there at once the next time: the list of conversations and
 * the newest messages of the threads that were opened last. What disappears is never written down: a browser's
 * database erases late, if at all, and before the server has spoken nobody knows what time it is.
 */
export type LastRead = {
  /** Puts what was kept into the cache; never rejects, and never takes long. */
  restore(): Promise<void>
  /** Keeps what the cache holds from now on. @returns what stops it */
  start(): () => void
  /** Forgets a conversation that is not ours any more. */
  drop(conversationId: string): void
}

const THREADS = 20
const MESSAGES = 50
const INBOX = 'last'
const KEEP_AFTER_MS = 1_000
const DEADLINE_MS = 300

export function createLastRead(
  { storage, clock }: Pick<MessagingClient, 'storage' | 'clock'>,
  queryClient: QueryClient,
  cached: Cached,
): LastRead {
  const openedAt = new Map<string, string>()
  const written = new WeakSet<object>()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    const [inboxes, threads] = await Promise.all([storage.readAll('inboxes'), storage.readAll('threads')])
    const inbox = inboxes.get(INBOX)
    if (inbox) {
      hold(queryKeys.me(), inbox.me)
      hold(queryKeys.firstConversations(), pagesOf(inbox.page))
    }
    for (const [id, thread] of threads) {
      openedAt.set(id, thread.openedAt)
      hold(queryKeys.conversation(id), thread.conversation)
      // What is older is fetched once the server has made this true.
      hold(queryKeys.messagePages(id), pagesOf({ items: thread.messages, nextCursor: null }))
    }
  }

  /** As something that is asked again as soon as that is possible. */
  function hold(queryKey: readonly unknown[], data: object): void {
    if (queryClient.getQueryData(queryKey) !== undefined) return
    written.add(data)
    queryClient.setQueryData(queryKey, data)
    void queryClient.invalidateQueries({ queryKey, exact: true, refetchType: 'none' })
  }

  function keep(): void {
    clearTimeout(timer)
    timer = undefined
    const threads = queryClient.getQueryCache().findAll({ queryKey: queryKeys.allMessagePages() })
    // Where the storage is full or forbidden, nothing is there the next time.
    void Promise.allSettled([keepInbox(), ...threads.map(keepThread)])
  }

  async function keepInbox(): Promise<void> {
    const me = cached.me()
    const list = queryClient.getQueryData<Pages<Conversation>>(queryKeys.firstConversations())
    const [page] = list?.pages ?? []
    if (list === undefined || page === undefined || me === undefined || written.has(list)) return
    written.add(list)
    await storage.put('inboxes', INBOX, { me, page: { ...page, items: page.items.map(lasting) } })
  }

  async function keepThread(query: Query): Promise<void> {
    const data = queryClient.getQueryData<Pages<Message>>(query.queryKey)
    const messages = data?.pages.flatMap(({ items }) => items).slice(0, MESSAGES) ?? []
    const id = messages[0]?.conversationId ?? ''
    const conversation = cached.findConversation(id)
    if (data === undefined || conversation === undefined || written.has(data)) return
    written.add(data)
    // With a hole where something disappears it would not be what was said.
    if (messages.some(disappears)) return drop(id)
    const opened = query.isActive() ? undefined : openedAt.get(id)
    openedAt.set(id, opened ?? new Date(clock.nowMs()).toISOString())
    const thread = { conversation: lasting(conversation), messages, openedAt: openedAt.get(id) ?? '' }
    await storage.put('threads', id, thread)
    for (const least of leastRecent(openedAt)) drop(least)
  }

  function drop(conversationId: string): void {
    openedAt.delete(conversationId)
    storage.remove('threads', conversationId).catch(() => undefined)
  }

  return {
    drop,
    restore: () => within(read()).catch(() => undefined),
    start: () => {
      const stop = queryClient.getQueryCache().subscribe((change) => {
        if (change.type === 'updated' && change.action.type === 'success')
          timer ??= setTimeout(keep, KEEP_AFTER_MS)
      })
      globalThis.addEventListener?.('pagehide', keep)
      return () => {
        stop()
        clearTimeout(timer)
        timer = undefined
        globalThis.removeEventListener?.('pagehide', keep)
      }
    },
  }
}

function disappears({ expiresAt }: Message): boolean {
  return expiresAt !== null
}

/** A summary without a preview that disappears. */
function lasting(conversation: Conversation): Conversation {
  const { lastMessage } = conversation
  return lastMessage !== null && disappears(lastMessage)
    ? { ...conversation, lastMessage: null }
    : conversation
}

/** Those beyond the number that is kept. */
function leastRecent(openedAt: ReadonlyMap<string, string>): string[] {
  const latestFirst = [...openedAt].sort(([, a], [, b]) => b.localeCompare(a))
  return latestFirst.slice(THREADS).map(([id]) => id)
}

async function within(reading: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, DEADLINE_MS)
  })
  await Promise.race([reading, deadline]).finally(() => clearTimeout(timer))
}
