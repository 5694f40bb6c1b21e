import type { World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

export type History = { directId: string; groupId: string; openedId: string; carol: Person; host: Person }

/**
 * Something of everything that the audit recomputes: free and paid messages, an opening price, read marks, changed
 * settings, a group that somebody left, a new time zone, and expired text that nobody has erased.
 * Made for a world with `dailyFreeLimit: 5`.
 */
export async function makeHistory(world: World): Promise<History> {
  const { alice, bob, sql } = world
  const carol = await world.person('Carol')
  const host = await world.person('Hester', 'host')
  await sql`update pennypost.users set opening_price_points = 30 where id = ${host.id}`
  await world.grant(alice, 100)
  await world.grant(bob, 5)

  const directId = await world.direct()
  for (let sent = 1; sent <= 7; sent += 1) await alice.send(directId, `Message ${sent}`)
  await bob.trpc.messages.read.mutate({ conversationId: directId, upToSeq: 3 })
  await bob.send(directId, 'Answer')
  await alice.trpc.messages.read.mutate({ conversationId: directId, upToSeq: 9 })
  await bob.trpc.messages.read.mutate({ conversationId: directId, upToSeq: 9 })
  await alice.trpc.conversations.update.mutate({ conversationId: directId, defaultExpirationHours: 48 })
  await bob.send(directId, 'After the change')

  const opened = await alice.trpc.conversations.create.mutate({ receiverId: host.id })
  const { conversation: group } = await carol.trpc.conversations.create.mutate({
    title: 'Group',
    participantIds: [alice.id, bob.id],
  })
  await carol.send(group.id, 'Welcome')
  await bob.send(group.id, 'Soon gone', { expirationHours: 2 })
  await bob.send(group.id, 'Soon gone as well', { expirationHours: 2 })
  await alice.trpc.messages.read.mutate({ conversationId: group.id, upToSeq: 2 })
  await bob.trpc.conversations.leave.mutate({ conversationId: group.id })

  await bob.trpc.users.update.mutate({ timeZone: 'Pacific/Auckland' })
  await world.advance(24)
  await bob.send(directId, 'On the first day in another zone')
  await alice.send(directId, 'On a new day')
  return { directId, groupId: group.id, openedId: opened.conversation.id, carol, host }
}
