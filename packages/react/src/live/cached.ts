import type { Conversation, Me, Message, Page, Participant, Quota } from '@pennypost/domain'
import { type InfiniteData, notifyManager, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { queryKeys } from '../query-keys.ts'

export type Pages<Item> = InfiniteData<Page<Item>, string | null>

/**
 * Reads and changes what the query cache holds of conversations, messages and the quota. A change that gives
 * back what it was given leaves the query alone, so that nobody hears of it. What waits to be fetched afresh
 * still does after a change: an event makes no answer of what was only kept.
 */
export function cachedIn(queryClient: QueryClient) {
  function changeAll<Data>(queryKey: QueryKey, change: (data: Data) => Data): void {
    notifyManager.batch(() => {
      for (const query of queryClient.getQueryCache().findAll({ queryKey })) {
        const { isInvalidated } = query.state
        queryClient.setQueryData<Data>(query.queryKey, (data) => data && changed(data, change(data)))
        if (isInvalidated) query.invalidate()
      }
    })
  }

  function changePages<Item>(queryKey: QueryKey, change: (pages: Page<Item>[]) => Page<Item>[]): void {
    changeAll<Pages<Item>>(queryKey, (data) => withPages(data, change(data.pages)))
  }

  function isHeld(conversationId: string): boolean {
    return queryClient
      .getQueriesData({ queryKey: queryKeys.messagePages(conversationId) })
      .some(([, data]) => data !== undefined)
  }

  return {
    isHeld,
    findConversation(conversationId: string): Conversation | undefined {
      const own = queryClient.getQueryData<Conversation>(queryKeys.conversation(conversationId))
      if (own) return own
      for (const page of this.conversationPages()) {
        const listed = page.items.find(({ id }) => id === conversationId)
        if (listed) return listed
      }
      return undefined
    },
    conversationPages: (): Page<Conversation>[] =>
      queryClient
        .getQueriesData<Pages<Conversation>>({ queryKey: queryKeys.conversationPages() })
        .flatMap(([, data]) => data?.pages ?? []),
    conversations: (): Conversation[] =>
      queryClient
        .getQueriesData<Conversation>({ queryKey: queryKeys.conversations() })
        .flatMap(([, data]) => data ?? []),
    participantPages: (conversationId: string): Page<Participant>[] | undefined =>
      queryClient.getQueryData<Pages<Participant>>(queryKeys.participants(conversationId))?.pages,
    messagePages: (): Page<Message>[] =>
      queryClient
        .getQueriesData<Pages<Message> | Page<Message>>({ queryKey: queryKeys.messages() })
        .flatMap(([, data]) => (data === undefined ? [] : 'pages' in data ? data.pages : [data])),
    me: () => queryClient.getQueryData<Me>(queryKeys.me()),
    myId: () => queryClient.getQueryData<Me>(queryKeys.me())?.id ?? '',
    quota: () => queryClient.getQueryData<Quota>(queryKeys.quota()),

    changeLists: (change: (pages: Page<Conversation>[]) => Page<Conversation>[]) =>
      changePages(queryKeys.conversationPages(), change),
    changeConversation: (conversationId: string, change: (conversation: Conversation) => Conversation) =>
      changeAll(queryKeys.conversation(conversationId), change),
    changeParticipants: (
      conversationId: string,
      change: (pages: Page<Participant>[]) => Page<Participant>[],
    ) => changePages(queryKeys.participants(conversationId), change),
    /** Those that lead down from the newest. */
    changeMessages: (conversationId: string, change: (pages: Page<Message>[]) => Page<Message>[]) =>
      changePages(queryKeys.messagePages(conversationId), change),
    /** Keeps a message for as long as the page that it belongs on has not come. */
    putAside: (message: Message) => {
      const { conversationId } = message
      if (isHeld(conversationId)) return
      queryClient.setQueryData<Page<Message>>(queryKeys.aside(conversationId), (aside) => ({
        items: [message, ...(aside?.items ?? []).filter(({ id }) => id !== message.id)],
        nextCursor: null,
      }))
    },
    /** Lets go of what was put aside once it is on its page. */
    settleAside: () => {
      const aside = queryClient.getQueriesData<Page<Message>>({ queryKey: queryKeys.aside() })
      for (const [queryKey, data] of aside)
        if (data?.items.some(({ conversationId }) => isHeld(conversationId)))
          queryClient.setQueryData(queryKey, { items: [], nextCursor: null })
    },
    /** Those around a place in the middle. */
    changeWindows: (conversationId: string, change: (page: Page<Message>) => Page<Message>) =>
      changeAll(queryKeys.messageWindows(conversationId), change),
    changeAllMessages: (change: (pages: Page<Message>[]) => Page<Message>[]) =>
      changeAll<Pages<Message> | Page<Message>>(queryKeys.messages(), (data) =>
        'pages' in data ? withPages(data, change(data.pages)) : (change([data])[0] ?? data),
      ),
    /** Holds a summary from now on, whether or not one was held before. */
    seedConversation: (conversation: Conversation) =>
      queryClient.setQueryData<Conversation>(queryKeys.conversation(conversation.id), conversation),
    setQuota: (quota: Quota) => queryClient.setQueryData<Quota>(queryKeys.quota(), quota),
  }
}

export type Cached = ReturnType<typeof cachedIn>

/** One page, as a query that more may follow holds it. */
export function pagesOf<Item>(page: Page<Item>): Pages<Item> {
  return { pages: [page], pageParams: [null] }
}

function changed<Data>(before: Data, after: Data): Data | undefined {
  return before === after ? undefined : after
}

function withPages<Item>(data: Pages<Item>, pages: Page<Item>[]): Pages<Item> {
  return pages === data.pages ? data : { pages, pageParams: data.pageParams.slice(0, pages.length) }
}
