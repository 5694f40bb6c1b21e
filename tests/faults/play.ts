import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cast, type CastOptions, gather } from './cast.ts'
import { type Chance, createChance } from './chance.ts'
import { Cluster } from './cluster.ts'
import { History } from './history.ts'
import { judge } from './judge.ts'
import { Pace } from './pace.ts'

export type RunOptions = {
  seed: number
  /** A copy of the repository, with a bug in it. */
  root?: string
  /** Whether people's limits count, over both servers. */
  limits?: boolean
  /** Told, as often as there is something to tell, how it goes. */
  onProgress?: (line: string) => void
}

/** What happens to the cluster while people write and listen. */
export type Plot = RunOptions & {
  /** Null: for as long as the plot goes on. */
  sends: number | null
  sendsPerSecond: number
  /** How long after one subscriber the next one goes away and comes back, on average. */
  moveMs: number
  castOptions?: (cluster: Cluster) => Pick<CastOptions, 'origins' | 'mostAttempts'>
  act: (cluster: Cluster, history: History, chance: Chance) => Promise<void>
  /** What goes on now, for people to see. */
  describe: () => string
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

/** One run: real processes, people who write and listen, what happens to them, and whether any promise was broken. */
export async function play(plot: Plot): Promise<Report> {
  const { seed, root, limits = false, onProgress = () => {} } = plot
  const history = new History((what) => onProgress(`✗ ${what}`))
  const violations: string[] = []
  onProgress(`seed ${seed}: starting two servers, a Postgres and a Redis`)
  const cluster = await Cluster.start({
    onSurprise: (what) => history.violate(what),
    ...(root !== undefined && { root }),
    env: { RATE_LIMITS: limits ? 'on' : 'off' },
  })
  const ticker = setInterval(() => onProgress(describe(history, plot)), 2_000)
  try {
    violations.push(...(await perform(plot, cluster, history)))
  } catch (error) {
    violations.push(`the run broke off: ${error instanceof Error ? error.stack : error}`)
  } finally {
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

async function perform(plot: Plot, cluster: Cluster, history: History): Promise<string[]> {
  const chance = createChance(plot.seed)
  const ofThePlot = chance.fork()
  const abort = new AbortController()
  const pace = new Pace(plot.sends ?? Number.POSITIVE_INFINITY, 1_000 / plot.sendsPerSecond)
  let cast: Cast | null = null
  try {
    cast = await gather({
      cluster,
      history,
      chance: chance.fork(),
      pace,
      ...plot.castOptions?.(cluster),
    })
    const moving = wander(cast, chance.fork(), plot.moveMs, abort.signal)
    const sending = Promise.all(cast.senders.map((sender) => sender.run()))
    await plot.act(cluster, history, ofThePlot)
    for (const link of Object.values(cluster.links)) link.clear()
    if (plot.sends === null) pace.end()
    await sending
    abort.abort()
    await moving
    plot.onProgress?.('judging what happened')
    return await judge(cluster, cast, history)
  } finally {
    abort.abort()
    if (cast !== null)
      await Promise.all([...cast.senders, ...cast.subscribers, ...cast.inboxes].map((each) => each.close()))
  }
}

/** Subscribers go away and come back. */
async function wander(cast: Cast, chance: Chance, moveMs: number, signal: AbortSignal): Promise<void> {
  const [first, ...others] = [...cast.subscribers, ...cast.inboxes]
  if (first === undefined) return
  while (!signal.aborted) {
    await delay(chance.between(0, 2 * moveMs))
    await chance.pick([first, ...others]).move()
  }
}

function describe(history: History, { sends, describe }: Plot): string {
  const seconds = Math.round(history.nowMs() / 1000)
  const wrong = history.violations.length > 0 ? `  ${history.violations.length} WRONG` : ''
  return `${seconds} s  ${history.acknowledged}${sends === null ? '' : `/${sends}`} sent  ${describe()}${wrong}`
}

async function keep(folder: string, history: History, violations: readonly string[]): Promise<void> {
  const lines = history.sends.map((record) => JSON.stringify(record))
  await writeFile(join(folder, 'history.jsonl'), `${lines.join('\n')}\n`)
  await writeFile(join(folder, 'violations.txt'), `${violations.join('\n')}\n`)
}
