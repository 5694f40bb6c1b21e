import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { Account } from './account.ts'
import { BareSocket } from './bare-socket.ts'
import { type Chance, createChance } from './chance.ts'
import { Cluster } from './cluster.ts'
import type { Inspector } from './inspector.ts'
import type { RunOptions } from './play.ts'
import { readRedisChannels } from './read-redis-channels.ts'

const SOCKETS = 300
const PEOPLE = 20
const LONGEST_STAY_MS = 3_000
const SENDS_EVERY_MS = 50
const SAMPLES = 20
/** How much more the heap may hold in the last quarter than in the second, beside measuring error. */
const GROWTH = 1.1
const GROWTH_BYTES = 6 * 1024 * 1024
const SETTLE_MS = 20_000

type Held = { heapBytes: number; resources: Record<string, number> }
export type ChurnReport = {
  seed: number
  visits: number
  heapBytes: number[]
  violations: string[]
  rest: string
}

/** Hundreds of sockets come and go fast for minutes. The heap stays flat, and at the end nothing of them is left anywhere. */
export async function runChurn({
  minutes,
  seed,
  root,
  onProgress = () => {},
}: RunOptions & { minutes: number }): Promise<ChurnReport> {
  const violations: string[] = []
  const cluster = await Cluster.start({
    inspect: true,
    onSurprise: (what) => violations.push(what),
    ...(root !== undefined && { root }),
  })
  const inspectors = await Promise.all(cluster.servers.map((server) => server.inspector()))
  const heapBytes: number[] = []
  const abort = new AbortController()
  let visits = 0
  let rest = ''
  try {
    const people = await gather(cluster)
    const before = await Promise.all(inspectors.map(look))
    const connectionsBefore = countOf(await readConnections(cluster))
    const chance = createChance(seed)
    const visitors = Array.from({ length: SOCKETS }, async (_, index) => {
      const ofTheirs = chance.fork()
      while (!abort.signal.aborted) {
        visits += 1
        await visit(cluster.origins, people, ofTheirs, index).catch((error: unknown) => {
          violations.push(`a visitor was kept out: ${error}`)
        })
      }
    })
    const talking = talk(people, abort.signal)
    for (let taken = 0; taken < SAMPLES; taken += 1) {
      await delay((minutes * 60_000) / SAMPLES)
      const held = await Promise.all(inspectors.map((inspector) => inspector.heapBytes()))
      heapBytes.push(held.reduce((sum, bytes) => sum + bytes, 0))
      onProgress(
        `${taken + 1}/${SAMPLES}  ${visits} visits  heap ${Math.round((heapBytes.at(-1) ?? 0) / 2 ** 20)} MiB`,
      )
    }
    abort.abort()
    await Promise.all([...visitors, talking])
    violations.push(...judgeHeap(heapBytes))
    await Promise.all(people.members.map(({ close }) => close()))
    const left = await settle(async () => {
      const newConnections = countOf(await readConnections(cluster)) - connectionsBefore
      return [
        ...(await Promise.all(inspectors.map(look))).flatMap((after, index) =>
          compare(before[index], after, newConnections),
        ),
        ...(await leftAtRedis(cluster)),
        ...(await leftAtPostgres(cluster)),
      ]
    })
    violations.push(...left)
    violations.push(...(await cluster.readLogs()).filter((line) => /unhandled|MaxListeners/i.test(line)))
    rest = JSON.stringify((await Promise.all(inspectors.map(look))).map(({ resources }) => resources))
  } catch (error) {
    violations.push(`the run broke off: ${error instanceof Error ? error.stack : error}`)
  } finally {
    abort.abort()
    for (const inspector of inspectors) inspector.close()
    violations.push(...(await cluster.stop()).map((left) => `${left} was left over`))
  }
  if (violations.length === 0) await cluster.removeFolder()
  return { seed, visits, heapBytes, violations, rest }
}

type People = {
  members: { account: Account; token: string; send: () => Promise<unknown>; close: () => Promise<void> }[]
  conversationId: string
}

async function gather({ origins }: Cluster): Promise<People> {
  const accounts: Account[] = []
  for (let made = 0; made < PEOPLE; made += 1) accounts.push(await Account.signUp(origins, `visitor-${made}`))
  const [owner, ...others] = accounts
  if (owner === undefined) throw new Error('Nobody signed up.')
  const { trpc, close } = owner.connect(0)
  const participantIds = others.map(({ id }) => id)
  const { conversation } = await trpc.conversations.create.mutate({ title: 'Churn', participantIds })
  await close()
  const conversationId = conversation.id
  const members = await Promise.all(
    accounts.map(async (account, at) => {
      const connection = account.connect(at)
      const send = () =>
        connection.trpc.messages.send.mutate({ id: uuidv7(), conversationId, content: 'still here' })
      return { account, token: await account.token(), send, close: connection.close }
    }),
  )
  return { members, conversationId }
}

/** Comes, follows this and that, and goes: in order, or without a word. */
async function visit(
  origins: readonly [string, string],
  { members, conversationId }: People,
  chance: Chance,
  index: number,
): Promise<void> {
  const member = members[index % members.length]
  const socket = new BareSocket(chance.pick(origins), (await member?.account.token()) ?? null, () => {})
  const opened = new Promise((resolve) => socket.socket.once('open', resolve))
  await Promise.race([opened, socket.closed])
  const paths = ['live.conversation', 'live.inbox', 'live.presence'] as const
  const wanted = paths.filter(() => chance.next() < 0.6)
  for (const [id, path] of wanted.entries())
    socket.say({
      id,
      method: 'subscription',
      params: { path, input: path === 'live.inbox' ? {} : { conversationId } },
    })
  await Promise.race([delay(chance.between(0, LONGEST_STAY_MS)), socket.closed])
  if (chance.next() < 0.3) for (const id of wanted.keys()) socket.say({ id, method: 'subscription.stop' })
  if (chance.next() < 0.5) socket.socket.terminate()
  else socket.socket.close()
  await socket.closed
}

async function talk({ members }: People, signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn += 1) {
    const member = members[turn % members.length]
    // The free messages are soon used up; a refusal costs the server as much.
    await member?.send().catch(() => {})
    await delay(SENDS_EVERY_MS)
  }
}

async function look(inspector: Inspector): Promise<Held> {
  return { heapBytes: await inspector.heapBytes(), resources: await inspector.resources() }
}

function judgeHeap(heapBytes: readonly number[]): string[] {
  const quarter = Math.floor(heapBytes.length / 4)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const early = mean(heapBytes.slice(quarter, 2 * quarter))
  const late = mean(heapBytes.slice(-quarter))
  if (late <= early * GROWTH + GROWTH_BYTES) return []
  return [`the heap grew from ${Math.round(early / 1024)} to ${Math.round(late / 1024)} KiB`]
}

/**
 * Connections of the pool come and go by themselves, each with a timer for how long it may live; whatever else there is more of
 * was left by a visitor.
 */
function compare(before: Held | undefined, after: Held, newConnections: number): string[] {
  const was = (name: string) => before?.resources[name] ?? 0
  return Object.entries(after.resources).flatMap(([name, count]) => {
    const more = name === 'TCPSocketWrap' ? POOL_CONNECTIONS : SOME_TIMERS
    const allowed =
      was(name) + more + (name === 'Timeout' ? Math.max(0, Math.min(newConnections, POOL_CONNECTIONS)) : 0)
    return count > allowed ? [`${count} ${name} are open, ${was(name)} were before`] : []
  })
}
const POOL_CONNECTIONS = 10
const SOME_TIMERS = 3

/** Each server hears itself, always. */
async function leftAtRedis({ redisPort }: Cluster): Promise<string[]> {
  const channels = await readRedisChannels(redisPort)
  const left = channels.filter((name) => !name.startsWith('pennypost:server:'))
  return left.map((name) => `Redis still has a subscriber to ${name}`)
}

type Connections = { state: string; count: number }[]

async function readConnections({ sql }: Cluster): Promise<Connections> {
  return await sql<Connections>`
    select state, count(*)::int from pg_stat_activity
    where application_name in ('pennypost-server', 'pennypost-server control') group by state`
}

function countOf(connections: Connections): number {
  return connections.reduce((sum, { count }) => sum + count, 0)
}

async function leftAtPostgres(cluster: Cluster): Promise<string[]> {
  const rows = await readConnections(cluster)
  const open = countOf(rows)
  const busy = rows.filter(({ state }) => state !== 'idle')
  return [
    ...(open > 2 * (POOL_CONNECTIONS + 1) ? [`${open} connections to Postgres are open`] : []),
    ...busy.map(({ state, count }) => `${count} connections to Postgres are ${state}`),
  ]
}

/** What a closed socket held is let go of within seconds; what is left after that is left for good. */
async function settle(find: () => Promise<string[]>): Promise<string[]> {
  const deadline = performance.now() + SETTLE_MS
  for (;;) {
    const left = await find()
    if (left.length === 0 || performance.now() > deadline) return left
    await delay(1_000)
  }
}
