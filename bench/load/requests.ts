import { textOf } from './marks.ts'
import type { Request } from './pennypost-line.ts'

/** Sends the message of a mark to a conversation. */
export function sendTo(conversationId: string, makeId: () => string): (mark: number) => Request {
  return (mark) => ({
    method: 'mutation',
    path: 'messages.send',
    input: `{"id":"${makeId()}","conversationId":"${conversationId}","content":"${textOf(mark)}"}`,
  })
}

/** Fetches a conversation's last page. */
export function fetchFrom(conversationId: string): () => Request {
  const request: Request = {
    method: 'query',
    path: 'messages.fetch',
    input: `{"conversationId":"${conversationId}"}`,
  }
  return () => request
}
