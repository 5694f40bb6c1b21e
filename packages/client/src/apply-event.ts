import type {
  Conversation,
  ConversationEvent,
  InboxEvent,
  Message,
  Page,
  Participant,
  Quota,
} from '@pennypost/domain'

/**
 * What a client holds of one conversation: the summary, and pages of messages, newest first, without a hole.
 * In the summary `lastSeq`, `participants` and what the group decides follow the conversation's events;
 * `readSeq`, `unread`, `lastMessage` and `nextExpiryAt` are one person's own, and follow the inbox.
 */
export type ConversationState = { conversation: Conversation; pages: Page<Message>[] }

/** What a client holds of the inbox: pages of conversations, latest activity first. */
export type InboxState = { pages: Page<Conversation>[]; quota: Quota }

/** Folds one event of `live.conversation` into a state. The same event again changes nothing. */
export function applyConversationEvent(
  state: ConversationState,
  event: ConversationEvent,
): ConversationState {
  const pages = event.type === 'message' ? putMessage(state.pages, event.message) : state.pages
  return { conversation: advanceConversation(state.conversation, event), pages }
}

/** Folds one event of `live.inbox` into a state. */
export function applyInboxEvent(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case 'conversation':
      return { ...state, pages: putConversation(state.pages, event.conversation) }
    case 'removed':
      return { ...state, pages: dropItem(state.pages, event.conversationId) }
    case 'quota':
      return { ...state, quota: event.quota }
  }
}

/**
 * The summary after a change of its conversation. One that it counts already changes nothing: the two subscriptions run
 * side by side, and a late mark would bring back what a block has hidden since.
 */
export function advanceConversation(conversation: Conversation, event: ConversationEvent): Conversation {
  const { lastSeq } = conversation
  switch (event.type) {
    case 'message':
      return event.seq <= lastSeq ? conversation : { ...conversation, lastSeq: event.seq }
    case 'read': {
      if (event.seq <= lastSeq) return conversation
      const participants = conversation.participants.map((person) => advanceMark(person, event))
      return { ...conversation, lastSeq: event.seq, participants }
    }
    case 'conversation':
      return event.conversation.lastSeq <= lastSeq ? conversation : event.conversation
  }
}

/** How far somebody has read, after an event that says so of them or of another. */
export function advanceMark(
  person: Participant,
  { userId, readSeq, at }: Extract<ConversationEvent, { type: 'read' }>,
): Participant {
  return person.userId === userId && readSeq >= (person.readSeq ?? 0)
    ? { ...person, readSeq, readAt: at }
    : person
}

/**
 * Puts a message in its place by id, or by `seq` where it is new. One that is older than everything held, while
 * older pages have not been fetched, is left out: it comes with its page.
 */
export function putMessage(pages: Page<Message>[], message: Message): Page<Message>[] {
  const isKnown = pages.some((page) => page.items.some((item) => item.id === message.id))
  if (isKnown) return mapItems(pages, (item) => (item.id === message.id ? message : item))
  return insert(pages, message, (item) => item.seq < message.seq)
}

/**
 * Puts a summary in its place. It moves up when a message was added or it is new, and otherwise stays.
 * One that is older than what is held is left out, since the newer one was sent too.
 */
export function putConversation(
  pages: Page<Conversation>[],
  conversation: Conversation,
): Page<Conversation>[] {
  const known = findConversation(pages, conversation.id)
  if (known && conversation.lastSeq < known.lastSeq) return pages
  if (known && newestSeq(conversation) <= newestSeq(known))
    return mapItems(pages, (item) => (item.id === conversation.id ? conversation : item))
  const rest = known ? dropItem(pages, conversation.id) : pages
  return insert(rest, conversation, (item) => isListedAfter(item, conversation))
}

/** A change of one conversation in the list. A whole summary may bring a message, and then moves up. */
export function advanceInList(
  pages: Page<Conversation>[],
  conversationId: string,
  event: ConversationEvent,
): Page<Conversation>[] {
  const known = findConversation(pages, conversationId)
  if (known === undefined) return pages
  const advanced = advanceConversation(known, event)
  if (event.type === 'conversation') return putConversation(pages, advanced)
  return mapItems(pages, (item) => (item === known ? advanced : item))
}

export function findConversation(pages: Page<Conversation>[], id: string): Conversation | undefined {
  for (const page of pages) {
    const found = page.items.find((item) => item.id === id)
    if (found) return found
  }
  return undefined
}

export function dropItem<Item extends { id: string }>(pages: Page<Item>[], id: string): Page<Item>[] {
  if (!pages.some((page) => page.items.some((item) => item.id === id))) return pages
  return pages.map((page) => ({ ...page, items: page.items.filter((item) => item.id !== id) }))
}

/** With every item replaced; whatever nothing changed in stays the same object. */
export function mapItems<Item>(pages: Page<Item>[], change: (item: Item) => Item): Page<Item>[] {
  const mapped = pages.map((page) => {
    const items = page.items.map(change)
    return items.some((item, index) => item !== page.items[index]) ? { ...page, items } : page
  })
  return mapped.some((page, index) => page !== pages[index]) ? mapped : pages
}

function newestSeq({ lastMessage }: Conversation): number {
  return lastMessage?.seq ?? 0
}

/** Latest activity first; of the same millisecond the greater id, as the server does it. */
function isListedAfter(item: Conversation, other: Conversation): boolean {
  const laterMs = activityMs(other) - activityMs(item)
  return laterMs > 0 || (laterMs === 0 && item.id < other.id)
}

function activityMs({ lastMessage, createdAt }: Conversation): number {
  return Date.parse(lastMessage?.createdAt ?? createdAt)
}

/** Before the first item for which `isAfter` holds; at the very end only where nothing is left to fetch. */
function insert<Item>(pages: Page<Item>[], item: Item, isAfter: (other: Item) => boolean): Page<Item>[] {
  const last = pages.length - 1
  const target = pages.findIndex(
    (page, index) => page.items.some(isAfter) || (index === last && page.nextCursor === null),
  )
  if (target === -1) return pages
  return pages.map((page, index) => {
    if (index !== target) return page
    const found = page.items.findIndex(isAfter)
    const at = found === -1 ? page.items.length : found
    return { ...page, items: [...page.items.slice(0, at), item, ...page.items.slice(at)] }
  })
}
