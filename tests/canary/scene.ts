import { Writable } from 'node:stream'
import { createLog } from '@pennypost/server'
import { uuidv7 } from 'uuidv7'
import { createWorld, type World } from '../world/create-world.ts'
import type { Feed } from '../world/feed.ts'
import type { Person } from '../world/person.ts'
import { type Canary, Probe } from './probe.ts'

const LIFETIME_HOURS = 1
const IN_A_CONVERSATION = 400
const AT_ONCE = 50

/** People, conversations full of messages that will expire, and all that the server logs. */
export type Scene = AsyncDisposable & {
  world: World
  probe: Probe
  alice: Person
  bob: Person
  carol: Person
  /** Somebody who takes part in nothing. */
  mallory: Person
  /** Somebody to be brought in and taken out. */
  dave: Person
  /** Somebody who calls nothing, to be banned. */
  banned: Person
  operator: Person
  directId: string
  /** The direct conversation, and groups of Alice, Bob and Carol. */
  conversationIds: string[]
  canaries: Canary[]
  /** The database's clock when it all began. */
  startedAt: string
  /** Bob has followed everything from the beginning. */
  feeds: Feed<unknown>[]
  logged(): string
}

/** Sends that many canaries; none has expired yet. */
export async function createScene(count: number): Promise<Scene> {
  const lines: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const world = await createWorld({ log: createLog('trace', destination) })
  const { alice, bob, sql } = world
  const [carol, mallory, dave, banned] = [
    await world.person('Carol'),
    await world.person('Mallory'),
    await world.person('Dave'),
    await world.person('Trudy'),
  ]
  const operator = await world.person('Operator', 'admin')
  const [clock] = await sql<{ now: string }[]>`select pennypost.iso(pennypost.now()) as now`
  const directId = await world.direct()
  const conversationIds = [directId]
  for (let title = 1; title <= Math.ceil(count / IN_A_CONVERSATION); title += 1) {
    const { conversation } = await alice.trpc.conversations.create.mutate({
      title: `Group ${title}`,
      participantIds: [bob.id, carol.id],
    })
    conversationIds.push(conversation.id)
  }
  const feeds = [bob.inbox(), ...conversationIds.map((id) => bob.follow(id))]
  await Promise.all(feeds.map((feed) => feed.opened()))
  const probe = new Probe()
  const canaries: Canary[] = Array.from({ length: count }, (_, index) => ({
    id: uuidv7(),
    conversationId: conversationIds[index % conversationIds.length] ?? directId,
    senderId: (index % 3 === 0 ? bob : alice).id,
    content: probe.word(index),
  }))
  await world.grant(alice, 10 * count)
  await world.grant(bob, 10 * count)
  for (let from = 0; from < count; from += AT_ONCE)
    await Promise.all(
      canaries.slice(from, from + AT_ONCE).map(({ id, conversationId, senderId, content }) =>
        (senderId === bob.id ? bob : alice).send(conversationId, content, {
          id,
          expirationHours: LIFETIME_HOURS,
        }),
      ),
    )
  await Promise.all(
    conversationIds.map(async (conversationId, index) => {
      const [newest] = await sql<{ content: string }[]>`
        select content from pennypost.messages where conversation_id = ${conversationId} order by seq desc limit 1`
      const has = (feed: Feed<unknown>) => JSON.stringify(feed.items).includes(newest?.content ?? '')
      for (const feed of [feeds[0], feeds[index + 1]]) await feed?.until(has)
    }),
  )
  return {
    world,
    probe,
    alice,
    bob,
    carol,
    mallory,
    dave,
    banned,
    operator,
    directId,
    conversationIds,
    canaries,
    startedAt: clock?.now ?? '',
    feeds,
    logged: () => lines.join(''),
    async [Symbol.asyncDispose]() {
      for (const feed of feeds) feed[Symbol.dispose]()
      await world[Symbol.asyncDispose]()
    },
  }
}

/** Lets all of it expire. Nobody signs in. */
export async function expireAll({ world }: Scene): Promise<void> {
  await world.advance(LIFETIME_HOURS)
}

/** How many texts the database still holds. */
export async function countTexts({ world }: Scene): Promise<number> {
  const [row] = await world.sql<{ texts: number }[]>`
    select count(*)::integer as texts from pennypost.messages where content is not null`
  return row?.texts ?? 0
}
