// Two people, a message that disappears, and a rule that says no. While Pennypost runs (`npm start`), with Node 22.18
// or later:
//   node --conditions=pennypost:source examples/tour.ts http://localhost:3000
import { createMessagingClient } from '@pennypost/client'
import { signIn } from './sign-in.ts'

const origin = process.argv[2] ?? 'http://localhost:3000'

async function meet(name: string) {
  const email = `${name.toLowerCase()}-${crypto.randomUUID()}@example.org`
  const { id, auth } = await signIn(origin, { name, email, password: crypto.randomUUID() })
  return { id, ...createMessagingClient({ url: `${origin}/api/trpc`, auth }) }
}

const ada = await meet('Ada')
const ben = await meet('Ben')

// Two people have one conversation, whoever opens it and however often.
const { conversation } = await ada.trpc.conversations.create.mutate({ receiverId: ben.id })
const conversationId = conversation.id

// Ben follows it from a change number on. What he missed and what comes live arrive alike, as pages of events.
const received = Promise.withResolvers<string>()
ben.trpc.live.conversation.subscribe(
  { conversationId, lastEventId: `${conversation.lastSeq}` },
  {
    onData: ({ data }) => {
      for (const event of data.events)
        if (event.type === 'message')
          received.resolve(`${event.message.content} (until ${event.message.expiresAt})`)
    },
  },
)

// Ada writes something that is gone after an hour. The client makes the message's id, so that no retry sends or
// charges twice.
await ada.messages.send({ conversationId, content: 'The door code is 4711.', expirationHours: 1 })
console.log(`Ben reads: ${await received.promise}`)

// The rest of today's free messages; after those one costs points, and `maxPoints` is what Ada agrees to pay.
let quota = await ada.trpc.quota.status.query()
while (quota.remainingFree > 0) {
  const sent = await ada.messages.send({ conversationId, content: `${quota.remainingFree} free ones left` })
  if (!sent.ok) break
  quota = sent.quota
}
const outcome = await ada.messages.send({ conversationId, content: 'One more?', maxPoints: 0 })
console.log(`Ada is told: ${JSON.stringify(outcome)}`)

await Promise.all([ada.close(), ben.close()])
