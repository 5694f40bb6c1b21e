import type { InboxEvent } from '@pennypost/domain'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Feed } from '../world/feed.ts'
import type { Person } from '../world/person.ts'

let world: World
let nextName = 0
beforeAll(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000_000 } })
})
afterAll(() => world[Symbol.asyncDispose]())

type Chat = { reader: Person; writer: Person; conversationId: string }

async function openChat(): Promise<Chat> {
  nextName += 1
  const [reader, writer] = await world.people(`Reader ${nextName}`, `Writer ${nextName}`)
  if (reader === undefined || writer === undefined) throw new Error('nobody came')
  const { conversation } = await reader.trpc.conversations.create.mutate({ receiverId: writer.id })
  return { reader, writer, conversationId: conversation.id }
}

/** Many messages at once, as sends would have left them. */
async function write(
  conversationId: string,
  senderId: string,
  { count, hours = null }: { count: number; hours?: number | null },
): Promise<void> {
  await world.sql`
    with numbered as (
      update pennypost.conversations set last_seq = last_seq + ${count} where id = ${conversationId} returning last_seq
    )
    insert into pennypost.messages (id, conversation_id, sender_id, seq, changed_seq, content, created_at, expires_at)
    select gen_random_uuid(), ${conversationId}, ${senderId}, last_seq - i, last_seq - i, 'one of many', pennypost.now(),
      pennypost.now() + ${hours}::integer * interval '1 hour'
    from numbered, generate_series(0, ${count - 1}) i`
}

/** Takes change numbers, as titles and read marks do. */
async function change(conversationId: string, count: number): Promise<void> {
  await world.sql`
    update pennypost.conversations set last_seq = last_seq + ${count}, changed_seq = last_seq + ${count}
    where id = ${conversationId}`
}

function summaryIn(feed: Feed<InboxEvent>) {
  const last = feed.events.findLast((event) => event.type === 'conversation')
  return last?.type === 'conversation' ? last.conversation : null
}

/** What happens before the message that the inbox hears of. */
type Step =
  | { received: number; hours: number | null }
  | { sent: number; hours: number | null }
  | { changed: number }
  | { readPercent: number }
  | { passed: number }
type Turn = { steps: Step[]; isOwn: boolean; expirationHours: number | null }

const HOURS = fc.option(fc.integer({ min: 1, max: 3 }))
const STEP: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ received: fc.integer({ min: 1, max: 300 }), hours: HOURS }),
  fc.record({ sent: fc.integer({ min: 1, max: 30 }), hours: HOURS }),
  fc.record({ changed: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ readPercent: fc.integer({ min: 0, max: 125 }) }),
  fc.record({ passed: fc.integer({ min: 1, max: 2 }) }),
)
const TURN: fc.Arbitrary<Turn> = fc.record({
  steps: fc.array(STEP, { minLength: 1, maxLength: 3 }),
  isOwn: fc.boolean(),
  expirationHours: HOURS,
})

async function take(step: Step, { reader, writer, conversationId }: Chat): Promise<void> {
  if ('received' in step) await write(conversationId, writer.id, { count: step.received, hours: step.hours })
  else if ('sent' in step) await write(conversationId, reader.id, { count: step.sent, hours: step.hours })
  else if ('passed' in step) await world.advance(step.passed)
  else if ('changed' in step) await change(conversationId, step.changed)
  else {
    const { lastSeq } = await reader.trpc.conversations.get.query({ conversationId })
    await reader.trpc.messages.read.mutate({
      conversationId,
      upToSeq: Math.floor((step.readPercent * lastSeq) / 100),
    })
  }
}

const RUNS = 15
const TIMEOUT_MS = 60_000

test(
  'the inboxes say as many unread as a count of all of them, whatever was received, sent, read and has expired',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(TURN, { minLength: 4, maxLength: 10 }), async (turns) => {
        const chat = await openChat()
        const { reader, writer, conversationId } = chat
        using ofReader = await reader.inbox().opened()
        using ofWriter = await writer.inbox().opened()
        const both = [
          { person: reader, inbox: ofReader },
          { person: writer, inbox: ofWriter },
        ]
        for (const { steps, isOwn, expirationHours } of turns) {
          for (const step of steps) {
            await take(step, chat)
            await Promise.all(
              both.map(({ person }) => person.trpc.conversations.get.query({ conversationId })),
            )
          }
          const sender = isOwn ? reader : writer
          const { message } = await sender.send(conversationId, 'news', { expirationHours })
          for (const { person, inbox } of both) {
            await inbox.until((feed) => summaryIn(feed)?.lastSeq === message.seq)
            // Lists count anew.
            const { items } = await person.trpc.conversations.list.query({})
            expect([summaryIn(inbox)]).toEqual(items)
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
  },
  TIMEOUT_MS,
)

test('with each message an inbox counts what is new, and looks at nothing again that it has counted', async () => {
  const { reader, writer, conversationId } = await openChat()
  using inbox = await reader.inbox().opened()
  await write(conversationId, writer.id, { count: 500 })
  await write(conversationId, reader.id, { count: 500 })
  for (const unread of [501, 502, 503]) {
    for (const sender of [writer, reader]) {
      const { message } = await sender.send(conversationId, 'news')
      await inbox.until((feed) => summaryIn(feed)?.lastSeq === message.seq)
      expect(summaryIn(inbox)?.unread).toBe(unread)
      await world.sql`update pennypost.messages set sender_id = ${writer.id} where conversation_id = ${conversationId}`
    }
  }
})

test('who has read all but their own messages has none of those looked at again', async () => {
  const { reader, writer, conversationId } = await openChat()
  using inbox = await reader.inbox().opened()
  await write(conversationId, reader.id, { count: 500 })
  for (const unread of [1, 2, 3]) {
    const { message } = await writer.send(conversationId, 'news')
    await inbox.until((feed) => summaryIn(feed)?.lastSeq === message.seq)
    expect(summaryIn(inbox)?.unread).toBe(unread)
    await world.sql`update pennypost.messages set sender_id = ${writer.id} where conversation_id = ${conversationId}`
  }
})

test('a message that is read has no part in when the unread ones expire, though it was the last for long', async () => {
  const { reader, writer, conversationId } = await openChat()
  using inbox = await reader.inbox().opened()
  const { message } = await writer.send(conversationId, 'for three hours', { expirationHours: 3 })
  await reader.trpc.messages.read.mutate({ conversationId, upToSeq: message.seq })
  await change(conversationId, 200)
  const { nextExpiryAt } = await reader.trpc.conversations.get.query({ conversationId })
  expect(nextExpiryAt).toBe(message.expiresAt)
  await writer.send(conversationId, 'for ever')
  await inbox.until((feed) => summaryIn(feed)?.unread === 1)
  expect(summaryIn(inbox)?.nextExpiryAt).toBeNull()
})
