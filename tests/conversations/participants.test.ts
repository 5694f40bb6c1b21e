import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

/** In a group with Alice, who owns it, in the order of joining. */
const NAMES = ['Bea', 'Cyd', 'Dan', 'Eve', 'Fay'] as const

let world: World
let people: Person[]
beforeAll(async () => {
  world = await createWorld()
  people = await world.people(...NAMES)
})
afterAll(() => world[Symbol.asyncDispose]())

async function group(): Promise<string> {
  const { create, addParticipants } = world.alice.trpc.conversations
  const [first, ...others] = people.map(({ id }) => id)
  const { conversation } = await create.mutate({ title: 'Six', participantIds: [first ?? ''] })
  for (const id of others) await addParticipants.mutate({ conversationId: conversation.id, userIds: [id] })
  return conversation.id
}

/** The names that somebody reads, page by page, with what happens behind the first `after` of them. */
async function read(
  reader: Person,
  conversationId: string,
  limit: number,
  after: number,
  change: () => unknown,
) {
  const names: string[] = []
  let cursor: string | null = null
  do {
    const page: { items: { name: string }[]; nextCursor: string | null } =
      await reader.trpc.conversations.participants.query({ conversationId, cursor, limit })
    const before = names.length
    names.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor
    if (before < after && names.length >= after) await change()
  } while (cursor !== null)
  return names
}

const personOf = (name: string) => people.find((person) => person.name === name) ?? world.alice

test.each([1, 2, 3, 6])(
  'pages of %i show everybody once: oneself, the owner, the others as they joined',
  async (limit) => {
    const conversationId = await group()
    expect(await read(personOf('Dan'), conversationId, limit, 0, () => {})).toEqual([
      'Dan',
      'Alice',
      'Bea',
      'Cyd',
      'Eve',
      'Fay',
    ])
  },
)

test.each([1, 2, 3])('who is removed between pages of %i makes nobody be left out', async (limit) => {
  const conversationId = await group()
  const userId = personOf('Bea').id
  const names = await read(personOf('Dan'), conversationId, limit, 3, () =>
    world.alice.trpc.conversations.removeParticipant.mutate({ conversationId, userId }),
  )
  expect(names).toEqual(['Dan', 'Alice', 'Bea', 'Cyd', 'Eve', 'Fay'])
})

test.each([
  [1, 1, ['Dan', 'Bea', 'Cyd', 'Eve', 'Fay']],
  [1, 2, ['Dan', 'Alice', 'Bea', 'Cyd', 'Eve', 'Fay']],
  [2, 2, ['Dan', 'Alice', 'Bea', 'Cyd', 'Eve', 'Fay']],
  [2, 4, ['Dan', 'Alice', 'Bea', 'Cyd', 'Eve', 'Fay']],
])(
  'an owner who leaves between pages of %i, behind the first %i, makes nobody be left out, and nobody come twice',
  async (limit, after, names) => {
    const conversationId = await group()
    const leave = () => world.alice.trpc.conversations.leave.mutate({ conversationId })
    expect(await read(personOf('Dan'), conversationId, limit, after, leave)).toEqual(names)
  },
)

test('the owner who reads, and leaves the group to another between two pages, is answered as who takes no part', async () => {
  const conversationId = await group()
  const leave = () => world.alice.trpc.conversations.leave.mutate({ conversationId })
  await expect(read(world.alice, conversationId, 1, 1, leave)).rejects.toThrow('Not found')
})
