// A bot that repeats what it is told, in all of its conversations, and nothing twice. With Node 22.18 or later:
//   node --conditions=pennypost:source examples/echo-bot/main.ts http://localhost:3000 EMAIL PASSWORD CURSOR_FILE
//
// `events` is the bot's inbox with the messages behind it, live, over lost connections, from a cursor on. The cursor is
// kept once all that came with it is done, so that a bot which was killed goes on there: it hears again of what it has
// not marked read. An answer's id follows from the message's, and one id is one message: none is ever sent twice.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createMessagingClient, outcomeOf } from '@pennypost/client'
import type { Message } from '@pennypost/domain'
import { signIn } from '../sign-in.ts'

const [origin = '', email = '', password = '', cursorFile = 'echo-bot.cursor'] = process.argv.slice(2)
const { id: botId, auth } = await signIn(origin, { email, password })
const client = createMessagingClient({ url: `${origin}/api/trpc`, auth })

// A cursor that the server never gave makes the client look at everything: the bot begins with what is unread.
let cursor = existsSync(cursorFile) ? readFileSync(cursorFile, 'utf8') : 'none yet'
for await (const event of client.events({ lastEventId: cursor })) {
  if (event.eventId !== cursor) writeFileSync(cursorFile, cursor)
  cursor = event.eventId
  if (event.type === 'message' && event.message.senderId !== botId) await answer(event.message)
}

async function answer({ id, conversationId, content, seq, createdAt, expiresAt }: Message) {
  const livesMs = expiresAt === null ? null : Date.parse(expiresAt) - Date.parse(createdAt)
  const expirationHours = livesMs && livesMs / 3_600_000
  const echo = { id: answerId(id), conversationId, content: content ?? '', expirationHours }
  const outcome = await outcomeOf(client.trpc.messages.send.mutate(echo))
  if (!outcome.ok) console.error('Not answered:', outcome.refusal)
  await client.trpc.messages.read.mutate({ conversationId, upToSeq: seq })
}

/** Another UUIDv7 of the same instant: its last digit, turned over. */
function answerId(id: string): string {
  return id.slice(0, -1) + (15 - Number.parseInt(id.slice(-1), 16)).toString(16)
}
