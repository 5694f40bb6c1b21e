import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cast, gather } from './cast.ts'
import { type Chance, createChance } from './chance.ts'
import { checkBooks, checkSends, readMessages } from './check-database.ts'
import { awaitQuiet, checkInboxes, checkReads, checkViews } from './check-views.ts'
import { Cluster } from './cluster.ts'
import { History } from './history.ts'
import { Nemesis, schedule } from './nemesis.ts'
import { Pace } from './pace.ts'

/** How long cross-server delivery may take once all is well again: the heartbeat, and a shared machine's slowness. */
const QUIET_MS = 45_000
const DRAIN_MS = 60_000

export type FaultOptions = {
  sends: number
  kills: number
  seed: number
  /** The shortest time from one kill to the next. */
  roundMs: number
  /** A copy of the repository, with a bug in it. */
  root?: string
  /** Told, as often as there is something to tell, how it goes. */
  onProgress?: (line: string) => void
}

export type Report = {
  seed: number
  acknowledged: number
  refused: number
  counts: ReadonlyMap<string, number>
  violations: string[]
  tookMs: number
  /** What is kept of a run that failed: the parts' logs and the history. */
  folder: string
}

/** One run: real processes under a seeded schedule of faults, everything that happened, and whether any promise was broken. */
export async function runFaults(options: FaultOptions): Promise<Report> {
  const { sends, kills, seed, roundMs, onProgress = () => {} } = options
  const chance = createChance(seed)
  const rounds = schedule(kills, roundMs, chance.fork())
  const history = new History()
  const abort = new AbortController()
  onProgress(`seed ${seed}: starting two servers, a Postgres and a Redis`)
  const cluster = await Cluster.start({
    onSurprise: (what) => history.violate(what),
    ...(options.root !== undefined && { root: options.root }),
  })
  const nemesis = new Nemesis(cluster, history)
  const ticker = setInterval(() => onProgress(describe(history, nemesis, options)), 2_000)
  const violations: string[] = []
  let cast: Cast | null = null
  try {
    const pace = new Pace(sends, Math.max(kills * roundMs, 1_000))
    cast = await gather({ cluster, history, chance: chance.fork(), pace, signal: abort.signal })
    const unsettled = wander(cast, chance.fork(), roundMs, abort.signal)
    const sending = Promise.all(cast.senders.map((sender) => sender.run()))
    await nemesis.run(rounds, roundMs)
    for (const link of Object.values(cluster.links)) link.clear()
    await Promise.race([sending, delay(DRAIN_MS, undefined, { ref: false })])
    abort.abort()
    await Promise.all([sending, unsettled])
    onProgress('judging what happened')
    violations.push(...(await judge(cluster, cast, history)))
  } catch (error) {
    onProgress('the run broke off')
    violations.push(`the run broke off: ${error instanceof Error ? error.stack : error}`)
  } finally {
    abort.abort()
    await close(cast)
    clearInterval(ticker)
    violations.push(...(await cluster.stop()).map((left) => `${left} was left over`))
  }
  violations.unshift(...history.violations)
  if (violations.length === 0) await cluster.removeFolder()
  else await keep(cluster.folder, history, violations)
  return {
    seed,
    acknowledged: history.acknowledged,
    refused: history.sends.filter(({ end }) => end !== null && 'refusal' in end).length,
    counts: history.counts,
    violations,
    tookMs: history.nowMs(),
    folder: cluster.folder,
  }
}

async function judge(cluster: Cluster, cast: Cast, history: History): Promise<string[]> {
  const { sql } = cluster
  const unanswered = history.sends.filter(({ end }) => end === null)
  const late = await awaitQuiet(sql, cast.subscribers, QUIET_MS)
  const stored = await readMessages(sql)
  return [
    ...unanswered.map(({ id, attempts }) => `${id} had no answer after ${attempts} attempts`),
    ...late,
    ...checkSends(history, stored),
    ...(await checkBooks(sql, cast.quietIds)),
    ...checkViews(cast.subscribers, stored),
    ...(await checkReads(sql, cast.subscribers)),
    ...(await checkInboxes(cast.inboxes, QUIET_MS)),
  ]
}

/** Subscribers go away and come back, about four of them between two kills. */
async function wander(cast: Cast, chance: Chance, roundMs: number, signal: AbortSignal): Promise<void> {
  const [first, ...others] = [...cast.subscribers, ...cast.inboxes]
  if (first === undefined) return
  while (!signal.aborted) {
    await delay(chance.between(0, roundMs / 2))
    await chance.pick([first, ...others]).move()
  }
}

function describe(history: History, nemesis: Nemesis, { sends, kills }: FaultOptions): string {
  const done = [...history.counts].filter(([name]) => /^faults: (kill|crash)/.test(name))
  const killed = done.reduce((sum, [, count]) => sum + count, 0)
  const seconds = Math.round(history.nowMs() / 1000)
  const trouble = [...nemesis.current].join(', ') || 'all is well'
  const wrong = history.violations.length > 0 ? `  ${history.violations.length} WRONG` : ''
  return `${seconds} s  ${history.acknowledged}/${sends} sent  ${killed}/${kills} kills  ${trouble}${wrong}`
}

async function close(cast: Cast | null): Promise<void> {
  if (cast === null) return
  const { senders, subscribers, inboxes } = cast
  await Promise.all([...senders, ...subscribers, ...inboxes].map((each) => each.close()))
}

async function keep(folder: string, history: History, violations: readonly string[]): Promise<void> {
  const lines = history.sends.map((record) => JSON.stringify(record))
  await writeFile(join(folder, 'history.jsonl'), `${lines.join('\n')}\n`)
  await writeFile(join(folder, 'violations.txt'), `${violations.join('\n')}\n`)
}
