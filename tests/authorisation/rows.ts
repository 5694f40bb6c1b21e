import { uuidv7 } from 'uuidv7'
import type { Cast } from './callers.ts'

/** A procedure of one conversation; what its participants and its owner are answered. */
export type ConversationRow = {
  about: 'conversation'
  input: (cast: Cast) => object
  participant: 'ok' | 'NOT_ALLOWED'
  owner: 'ok'
  /** Makes a subscription speak that says nothing by itself. */
  provoke?: (cast: Cast, conversationId: string) => Promise<unknown>
}
/** A procedure of the caller's own; anybody who is signed in is answered the same. */
export type OwnRow = {
  about: 'oneself'
  input?: (cast: Cast) => object
  malformed?: unknown
  answer: 'ok' | 'NOT_ALLOWED'
}
/** A procedure of operators. */
type OperatorRow = { about: 'everything' }
export type Row = ConversationRow | OwnRow | OperatorRow

const byParticipants = (input: ConversationRow['input'] = () => ({})): Row => ({
  about: 'conversation',
  input,
  participant: 'ok',
  owner: 'ok',
})
const byOwner = (input: ConversationRow['input']): Row => ({
  about: 'conversation',
  input,
  participant: 'NOT_ALLOWED',
  owner: 'ok',
})
const byAnybody = (input?: OwnRow['input'], malformed?: unknown): Row => ({
  about: 'oneself',
  answer: 'ok',
  ...(input && { input }),
  ...(malformed !== undefined && { malformed }),
})

/** Every procedure but the operators'. One that is missing here makes the test fail: say who may call it. */
export const ROWS: Record<string, Row> = {
  'users.me': byAnybody(),
  'users.update': byAnybody(() => ({}), { name: 5 }),
  'users.find': byAnybody(() => ({ query: 'nobody at all' }), { query: '' }),
  'users.block': byAnybody(({ outsider }) => ({ userId: outsider.id }), { userId: 5 }),
  'users.unblock': byAnybody(({ outsider }) => ({ userId: outsider.id }), { userId: '' }),
  'conversations.create': byAnybody(({ outsider }) => ({ receiverId: outsider.id }), { receiverId: 5 }),
  'conversations.list': byAnybody(() => ({}), { limit: 0 }),
  'conversations.get': byParticipants(),
  'conversations.participants': byParticipants(),
  'conversations.names': byParticipants(({ extra, outsider }) => ({ userIds: [extra.id, outsider.id] })),
  'conversations.update': byOwner(() => ({ title: 'New' })),
  'conversations.addParticipants': byOwner(({ outsider }) => ({ userIds: [outsider.id] })),
  'conversations.removeParticipant': byOwner(({ extra }) => ({ userId: extra.id })),
  'conversations.leave': byParticipants(),
  'messages.send': byParticipants(() => ({ id: uuidv7(), content: 'hello' })),
  'messages.fetch': byParticipants(),
  'messages.read': byParticipants(() => ({ upToSeq: 1 })),
  'quota.status': byAnybody(),
  'wallet.entries': byAnybody(() => ({}), { limit: 1e9 }),
  'typing.set': byParticipants(() => ({ isTyping: false })),
  'live.conversation': byParticipants(),
  'live.inbox': byAnybody(() => ({}), { lastEventId: 5 }),
  'live.presence': {
    about: 'conversation',
    input: () => ({}),
    participant: 'ok',
    owner: 'ok',
    provoke: ({ extra }, conversationId) => extra.trpc.typing.set.mutate({ conversationId, isTyping: true }),
  },
  // Over HTTP there is no socket to renew.
  'session.renew': {
    about: 'oneself',
    input: () => ({ token: 'x' }),
    malformed: { token: 5 },
    answer: 'NOT_ALLOWED',
  },
}

/** The row of a procedure, undefined where nobody has said who may call it. */
export function findRow(path: string): Row | undefined {
  return path.startsWith('admin.') ? { about: 'everything' } : ROWS[path]
}
