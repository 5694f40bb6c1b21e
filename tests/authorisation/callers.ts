import type { World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'

/** Everybody who may call, by what they are to a group. */
export const CALLERS = [
  'nobody',
  'signed out',
  'banned',
  'stranger',
  'admin',
  'former participant',
  'participant',
  'owner',
] as const
export type Caller = (typeof CALLERS)[number]

/** What each sends to say who they are; nobody sends nothing. */
type Tokens = Record<Caller, string | null>

export type Cast = {
  tokens: Tokens
  owner: Person
  participant: Person
  former: Person
  extra: Person
  outsider: Person
}

export async function gather(world: World): Promise<Cast> {
  const [former, extra, outsider, signedOut, banned] = await world.people(
    'Former',
    'Extra',
    'Outsider',
    'Signed Out',
    'Banned',
  )
  if (!former || !extra || !outsider || !signedOut || !banned) throw new Error('somebody is missing')
  const [admin, stranger] = await Promise.all([world.person('Admin', 'admin'), world.person('Stranger')])
  const { alice: owner, bob: participant } = world
  const tokens: Tokens = {
    nobody: null,
    'signed out': await signedOut.token(),
    banned: await banned.token(),
    stranger: await stranger.token(),
    admin: await admin.token(),
    'former participant': await former.token(),
    participant: await participant.token(),
    owner: await owner.token(),
  }
  await signedOut.signOut()
  await world.sql`update pennypost.users set banned_at = now() where id = ${banned.id}`
  return { tokens, owner, participant, former, extra, outsider }
}

/** A group of the owner's, which the former participant has been taken out of. */
export async function makeGroup({ owner, participant, former, extra }: Cast): Promise<string> {
  const { create, removeParticipant } = owner.trpc.conversations
  const { conversation } = await create.mutate({
    title: 'Matrix',
    participantIds: [participant.id, former.id, extra.id],
  })
  await removeParticipant.mutate({ conversationId: conversation.id, userId: former.id })
  return conversation.id
}
