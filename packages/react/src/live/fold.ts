import {
  advanceConversation,
  advanceInList,
  advanceMark,
  dropItem,
  mapItems,
  putConversation,
  putMessage,
} from '@pennypost/client'
import type { Conversation, ConversationEvent, InboxEvent, Message, Page } from '@pennypost/domain'
import type { Cached } from './cached.ts'

export type LiveEvent =
  | { feed: 'inbox'; event: InboxEvent }
  | { feed: 'conversation'; conversationId: string; event: ConversationEvent }

/** Folds an event into every query that holds what it changes. The same event again changes nothing. */
export function foldIntoCache(cached: Cached, live: LiveEvent): void {
  if (live.feed === 'conversation') {
    foldConversation(cached, live.conversationId, live.event)
    return
  }
  const { event } = live
  switch (event.type) {
    case 'conversation':
      putSummary(cached, event.conversation)
      return
    case 'removed':
      cached.changeLists((pages) => dropItem(pages, event.conversationId))
      return
    case 'quota':
      cached.setQuota(event.quota)
      return
  }
}

/** Puts a summary that the server has just given wherever one of that conversation is held. */
export function putSummary(cached: Cached, conversation: Conversation): void {
  cached.changeLists((pages) => putConversation(pages, conversation))
  cached.changeConversation(conversation.id, (known) =>
    conversation.lastSeq < known.lastSeq ? known : conversation,
  )
}

function foldConversation(cached: Cached, conversationId: string, event: ConversationEvent): void {
  cached.changeConversation(conversationId, (conversation) => advanceConversation(conversation, event))
  cached.changeLists((pages) => advanceInList(pages, conversationId, event))
  if (event.type === 'read')
    cached.changeParticipants(conversationId, (pages) =>
      mapItems(pages, (person) => advanceMark(person, event)),
    )
  if (event.type !== 'message') return
  cached.changeMessages(conversationId, (pages) => putMessage(pages, event.message))
  cached.putAside(event.message)
  cached.changeWindows(conversationId, (page) => putIntoWindow(page, event.message))
}

/** A window in the middle of a conversation takes only what it already holds. */
function putIntoWindow(page: Page<Message>, message: Message): Page<Message> {
  const [changed = page] = mapItems([page], (item) => (item.id === message.id ? message : item))
  return changed
}
