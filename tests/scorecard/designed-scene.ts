import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

/** A world in which every designed state of the client can be looked at. */
export type DesignedScene = AsyncDisposable & {
  world: World
  /** Has points, free messages, and conversations of every kind. */
  alice: Person
  /** Has just signed up. */
  newcomer: Person
  /** Has used up the free messages and has no points. */
  broke: Person
  /** Has used up the free messages, and has points. */
  payer: Person
  /** Is blocked by Bob, with whom there is a conversation. */
  blocked: Person
  conversations: Record<'direct' | 'group' | 'empty' | 'disappearing' | 'broke' | 'payer' | 'blocked', string>
}

const LONG =
  'The counter in the High Street closes at half past five, but the box outside is emptied at seven, and what is in it by then goes out the same evening.'

export async function createDesignedScene(): Promise<DesignedScene> {
  const world = await createWorld({ settings: { dailyFreeLimit: 12 } })
  const { alice, bob } = world
  const [muhammad, nora, newcomer, broke, payer, blocked] = await Promise.all(
    ['Muhammad', 'Nora', 'Newcomer', 'Broke', 'Payer', 'Blocked'].map((name) => world.person(name)),
  )
  if (!muhammad || !nora || !newcomer || !broke || !payer || !blocked) throw new Error('not everybody came')
  await muhammad.trpc.users.update.mutate({ name: 'محمد عبد الله' })
  const withBob = async (person: Person) => {
    const { conversation } = await person.trpc.conversations.create.mutate({ receiverId: bob.id })
    return conversation.id
  }
  await Promise.all([alice, bob, payer].map((person) => world.grant(person, 240)))

  const direct = await withBob(alice)
  await alice.send(direct, 'Is the post office open today?')
  await bob.send(direct, LONG)
  await alice.send(direct, 'نعم، أرسلت الرسالة رقم 12 صباح اليوم، وستصل غدًا إن شاء الله.')
  await bob.send(
    direct,
    'I’ll read it (all of it) tomorrow: https://example.org/a/very/long/address?with=a-query',
  )
  await bob.send(direct, '> Is it **really** gone?\nYes, see `parcel 12`:\n```\n12  sent   08:15\n```')
  await alice.send(direct, 'Gone by the evening.', { expirationHours: 8 })
  const { items } = await bob.trpc.messages.fetch.query({ conversationId: direct })
  await bob.trpc.messages.read.mutate({ conversationId: direct, upToSeq: items[1]?.seq ?? 0 })

  const group = await alice.trpc.conversations.create.mutate({
    title: 'Stamp collectors',
    participantIds: [bob.id, muhammad.id],
  })
  const asked = await alice.send(group.conversation.id, 'Who has the blue one?')
  const upToSeq = asked.message.seq
  await bob.trpc.messages.read.mutate({ conversationId: group.conversation.id, upToSeq })
  await bob.send(group.conversation.id, 'Not me.')
  await muhammad.send(group.conversation.id, 'عندي واحد، سأحضره معي يوم الأحد.')
  const empty = await alice.trpc.conversations.create.mutate({ receiverId: nora.id })
  const disappearing = await alice.trpc.conversations.create.mutate({ receiverId: muhammad.id })
  const disappearingId = disappearing.conversation.id
  await alice.trpc.conversations.update.mutate({
    conversationId: disappearingId,
    defaultExpirationHours: 24,
  })

  const [ofBroke, ofPayer, ofBlocked] = await Promise.all([broke, payer, blocked].map(withBob))
  if (!ofBroke || !ofPayer || !ofBlocked) throw new Error('not every conversation was made')
  for (let sent = 1; sent <= 12; sent += 1) {
    await broke.send(ofBroke, `Number ${sent}`)
    await payer.send(ofPayer, `Number ${sent}`)
  }
  await payer.send(ofPayer, 'Worth ten points', { maxPoints: 10 })
  await blocked.send(ofBlocked, 'Hello again')
  await bob.trpc.users.block.mutate({ userId: blocked.id })
  const conversations = {
    direct,
    group: group.conversation.id,
    empty: empty.conversation.id,
    disappearing: disappearingId,
    broke: ofBroke,
    payer: ofPayer,
    blocked: ofBlocked,
  }
  return {
    world,
    alice,
    newcomer,
    broke,
    payer,
    blocked,
    conversations,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  }
}
