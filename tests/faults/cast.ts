import { setTimeout as delay } from 'node:timers/promises'
import { Account } from './account.ts'
import type { Chance } from './chance.ts'
import type { Cluster } from './cluster.ts'
import type { History } from './history.ts'
import { InboxFollower } from './inbox-follower.ts'
import type { Pace } from './pace.ts'
import { Sender } from './sender.ts'
import { Subscriber } from './subscriber.ts'

const PAIRS = 5
const GROUP = 6
const POOR = 2
const RICH_POINTS = 100_000_000

/** Everybody in a run. */
export type Cast = {
  senders: Sender[]
  subscribers: Subscriber[]
  inboxes: InboxFollower[]
  /** Where nobody marks anything as read: each change number is a message's. */
  quietIds: string[]
}

export type CastOptions = {
  cluster: Cluster
  /** Where people come to; by default each server has an address of its own. */
  origins?: readonly [string, ...string[]]
  /** How often a sender may try; by default until there is an answer. */
  mostAttempts?: number
  history: History
  chance: Chance
  pace: Pace
}

/** Signs people up, opens their conversations, and seats who writes and who listens, while all is still well. */
export async function gather(options: CastOptions): Promise<Cast> {
  const { cluster, history, chance, origins = cluster.origins } = options
  const accounts: Account[] = []
  for (let made = 0; made < 2 * PAIRS; made += 1)
    accounts.push(await Account.signUp(origins, `person-${made}`))
  await grant(cluster, accounts.slice(POOR))

  const directIds: string[] = []
  for (let pair = 0; pair < PAIRS; pair += 1)
    directIds.push(await openDirect(accounts.slice(2 * pair, 2 * pair + 2)))
  const groupId = await openGroup(accounts.slice(0, GROUP))

  const subscribers: Subscriber[] = []
  const follow = (account: Account, conversationId: string) => {
    const at = subscribers.length % 2
    const name = `subscriber-${subscribers.length}`
    subscribers.push(new Subscriber({ name, account, conversationId, at, history, chance: chance.fork() }))
  }
  const senders: Sender[] = []
  for (const [index, account] of accounts.entries()) {
    const directId = directIds[Math.floor(index / 2)] ?? groupId
    follow(account, directId)
    if (index < GROUP) follow(account, groupId)
    const conversationIds = index < GROUP ? ([directId, groupId] as const) : ([directId] as const)
    senders.push(new Sender({ ...options, account, conversationIds, chance: chance.fork() }))
  }
  const inboxes = accounts
    .slice(0, 4)
    .map((account, at) => new InboxFollower({ account, at, history, chance: chance.fork() }))
  await settled(() => subscribers.every(({ startSeq }) => startSeq !== null))
  return { senders, subscribers, inboxes, quietIds: directIds }
}

async function grant({ sql }: Cluster, accounts: readonly Account[]): Promise<void> {
  for (const { id } of accounts)
    await sql`select pennypost.grant_points(${id}, ${RICH_POINTS}, 'grant', 'for the faults', null, pennypost.now())`
}

async function openDirect([one, other]: Account[]): Promise<string> {
  if (one === undefined || other === undefined) throw new Error('It takes two.')
  const { trpc, close } = one.connect(0)
  const { conversation } = await trpc.conversations.create.mutate({ receiverId: other.id })
  await close()
  return conversation.id
}

async function openGroup([owner, ...members]: Account[]): Promise<string> {
  if (owner === undefined) throw new Error('A group has an owner.')
  const { trpc, close } = owner.connect(0)
  const participantIds = members.map(({ id }) => id)
  const { conversation } = await trpc.conversations.create.mutate({ title: 'Everybody', participantIds })
  await close()
  return conversation.id
}

/** Waits until something is so. @throws when it takes more than 30 s */
async function settled(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('Not everybody could connect before the first fault.')
    await delay(20)
  }
}
