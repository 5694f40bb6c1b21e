import { uuidv7 } from 'uuidv7'
import type { Person } from '../world/person.ts'
import type { Scene } from './scene.ts'

/** One call of a procedure; `provoke` makes something happen for a subscription that says nothing by itself. */
export type Call = { by: Person; input?: unknown; provoke?: () => Promise<unknown> }

/** How a procedure is called so that it tells all that it can of expired messages, by those who may and who may not. */
export type Recipe = (scene: Scene) => Call[] | Promise<Call[]>

const inEach =
  (calls: (scene: Scene, conversationId: string) => Call[]): Recipe =>
  (scene) =>
    scene.conversationIds.flatMap((conversationId) => calls(scene, conversationId))

const asOperator =
  (input: (scene: Scene) => unknown): Recipe =>
  (scene) => [
    { by: scene.operator, input: input(scene) },
    { by: scene.alice, input: input(scene) },
  ]

const asEverybody: Recipe = ({ alice, bob, carol, mallory }) =>
  [alice, bob, carol, mallory].map((by) => ({ by }))

/** A group of Alice's in which canaries have expired. */
const groupOf = ({ conversationIds }: Scene) => conversationIds.at(-1) ?? ''

/**
 * Every procedure of the router, in the order in which they are called. A procedure that is missing here makes the canary
 * fail: add it, so that it too is searched.
 */
export const RECIPES: Record<string, Recipe> = {
  'users.me': asEverybody,
  'users.find': ({ alice, canaries }) => [
    { by: alice, input: { query: 'b' } },
    { by: alice, input: { query: canaries[0]?.content.slice(0, 8) } },
  ],
  'quota.status': asEverybody,
  'wallet.entries': ({ alice, bob }) => [alice, bob].map((by) => ({ by, input: { limit: 100 } })),
  'conversations.list': asEverybody,
  'conversations.get': inEach(({ alice, bob, mallory }, conversationId) =>
    [alice, bob, mallory].map((by) => ({ by, input: { conversationId } })),
  ),
  'conversations.participants': inEach(({ bob }, conversationId) => [{ by: bob, input: { conversationId } }]),
  'conversations.names': inEach(({ alice, bob, mallory }, conversationId) =>
    [bob, mallory].map((by) => ({ by, input: { conversationId, userIds: [alice.id, mallory.id] } })),
  ),
  'messages.fetch': inEach(({ alice, bob, mallory }, conversationId) => [
    ...[alice, bob, mallory].map((by) => ({ by, input: { conversationId, limit: 100 } })),
    ...[0, 10, 100].map((around) => ({ by: bob, input: { conversationId, around } })),
    ...[5, 60, 1_000].map((seq) => ({ by: bob, input: { conversationId, cursor: cursorAt(seq) } })),
    { by: bob, input: { conversationId, cursor: 'none' } },
  ]),
  'live.conversation': inEach(({ alice, bob, mallory, canaries }, conversationId) => [
    ...['0', '5', String(Math.max(0, canaries.length - 900)), '999999'].map((lastEventId) => ({
      by: bob,
      input: { conversationId, lastEventId },
    })),
    { by: alice, input: { conversationId } },
    { by: mallory, input: { conversationId, lastEventId: '0' } },
  ]),
  'live.inbox': ({ alice, bob, startedAt }) => [
    { by: alice, input: { lastEventId: startedAt } },
    { by: bob, input: { lastEventId: startedAt } },
    { by: bob },
  ],
  'live.presence': ({ alice, bob, mallory, directId }) => [
    {
      by: bob,
      input: { conversationId: directId },
      // Shown within 3 s, also where an earlier call has shown it just now.
      provoke: () => alice.trpc.typing.set.mutate({ conversationId: directId, isTyping: true }),
    },
    { by: mallory, input: { conversationId: directId } },
  ],
  'messages.send': ({ alice, bob, mallory, canaries }) =>
    canaries.flatMap(({ id, conversationId, senderId, content }, index) => {
      const sender = senderId === bob.id ? bob : alice
      const again = { by: sender, input: { id, conversationId, content } }
      if (index > 20) return [again]
      const others = [sender === bob ? alice : bob, mallory]
      return [
        again,
        { by: sender, input: { id, conversationId, content: 'something else' } },
        { by: sender, input: { id, conversationId, content, maxPoints: -1 } },
        ...others.map((by) => ({ by, input: { id, conversationId, content: 'a guess' } })),
      ]
    }),
  'messages.read': inEach(({ bob, mallory }, conversationId) =>
    [bob, mallory].map((by) => ({ by, input: { conversationId, upToSeq: 1_000_000 } })),
  ),
  'typing.set': inEach(({ alice, mallory }, conversationId) =>
    [alice, mallory].map((by) => ({ by, input: { conversationId, isTyping: true } })),
  ),
  'conversations.create': ({ alice, bob, carol, mallory }) => [
    { by: alice, input: { receiverId: bob.id } },
    { by: bob, input: { receiverId: alice.id } },
    { by: alice, input: { title: 'New', participantIds: [carol.id], id: uuidv7() } },
    { by: mallory, input: { title: 'Other', participantIds: [carol.id], id: uuidv7() } },
  ],
  'conversations.update': (scene) =>
    ['Renamed', 'Group'].map((title) => ({
      by: scene.alice,
      input: { conversationId: groupOf(scene), title },
    })),
  'conversations.addParticipants': (scene) => [
    { by: scene.alice, input: { conversationId: groupOf(scene), userIds: [scene.dave.id] } },
    { by: scene.mallory, input: { conversationId: groupOf(scene), userIds: [scene.dave.id] } },
  ],
  'conversations.leave': (scene) => [{ by: scene.dave, input: { conversationId: groupOf(scene) } }],
  'conversations.removeParticipant': async (scene) => {
    const conversationId = groupOf(scene)
    await scene.alice.trpc.conversations.addParticipants.mutate({ conversationId, userIds: [scene.dave.id] })
    return [{ by: scene.alice, input: { conversationId, userId: scene.dave.id } }]
  },
  'users.block': ({ alice, bob }) => [{ by: alice, input: { userId: bob.id } }],
  'users.unblock': ({ alice, bob }) => [{ by: alice, input: { userId: bob.id } }],
  'users.update': ({ alice }) => [
    { by: alice, input: { name: 'Alice', readReceipts: true, timeZone: 'UTC' } },
    { by: alice, input: { timeZone: 'Mars/Base' } },
  ],
  'session.renew': async ({ alice }) => [
    { by: alice, input: { token: await alice.token() } },
    { by: alice, input: { token: 'none' } },
  ],
  'admin.users.find': asOperator(() => ({ query: 'a' })),
  'admin.users.show': asOperator(({ bob }) => ({ user: bob.id })),
  'admin.users.setRole': asOperator(({ banned }) => ({ user: banned.id, role: 'host' })),
  'admin.price.setOpening': asOperator(({ banned }) => ({ user: banned.id, points: 1 })),
  'admin.wallet.grant': asOperator(({ bob }) => ({
    user: bob.id,
    points: 1,
    reason: 'canary',
    key: uuidv7(),
  })),
  'admin.quota.show': asOperator(({ bob }) => ({ user: bob.id })),
  'admin.quota.set': asOperator(({ bob }) => ({ user: bob.id, dailyFree: 20 })),
  'admin.conversations.export': inEach(({ operator, alice }, id) =>
    [operator, alice].map((by) => ({ by, input: { id } })),
  ),
  'admin.expired.purge': asOperator(() => ({ dryRun: true })),
  'admin.audit': asOperator(() => undefined),
  'admin.stats': asOperator(() => undefined),
  'admin.doctor': asOperator(() => undefined),
  'admin.clock.show': asOperator(() => undefined),
  'admin.clock.advance': asOperator(() => ({ hours: 0.001 })),
  'admin.users.ban': asOperator(({ banned }) => ({ user: banned.id })),
  'admin.users.unban': asOperator(({ banned }) => ({ user: banned.id })),
}

/** @throws naming each procedure that has no recipe, and each recipe that has no procedure */
export function requireRecipes(paths: readonly string[]): void {
  const missing = paths.filter((path) => !(path in RECIPES))
  const stale = Object.keys(RECIPES).filter((path) => !paths.includes(path))
  if (missing.length + stale.length > 0)
    throw new Error(
      `tests/canary/recipes.ts: no recipe for ${missing.join(', ') || 'none'}; no procedure for ${stale.join(', ') || 'none'}`,
    )
}

function cursorAt(seq: number): string {
  return Buffer.from(JSON.stringify([seq])).toString('base64url')
}
