import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from './chance.ts'
import { type Cluster, LINKS, type LinkName } from './cluster.ts'
import type { History } from './history.ts'

/** One fault: what is done to which part, how long after its round began, and for how long. */
export type Fault = { afterMs: number; part: PartName; action: Action; lastsMs: number }
type PartName = 'server-a' | 'server-b' | 'postgres' | 'redis' | LinkName
type Action = 'kill' | 'crash' | 'freeze' | 'restart' | 'cut' | 'stall' | 'drop' | 'delay' | 'refuse'

const KILLS: readonly [[PartName, Action], ...[PartName, Action][]] = [
  ['server-a', 'kill'],
  ['server-b', 'kill'],
  ['server-a', 'kill'],
  ['server-b', 'kill'],
  ['postgres', 'kill'],
  ['postgres', 'crash'],
  ['redis', 'kill'],
]
const FREEZES: readonly [[PartName, Action], ...[PartName, Action][]] = [
  ['server-a', 'freeze'],
  ['server-b', 'freeze'],
  ['postgres', 'freeze'],
  ['redis', 'freeze'],
  ['server-a', 'restart'],
  ['server-b', 'restart'],
]
const TROUBLES: readonly [Action, ...Action[]] = ['cut', 'stall', 'drop', 'delay', 'refuse']

/**
 * What will be done in a run, round by round: one kill, trouble on a link, and now and then a part that freezes or is
 * restarted in order, all at about the same time.
 */
export function schedule(kills: number, roundMs: number, chance: Chance): Fault[][] {
  return Array.from({ length: kills }, () => {
    const afterMs = () => chance.between(0, roundMs / 2)
    const [part, action] = chance.pick(KILLS)
    const round: Fault[] = [
      { afterMs: afterMs(), part, action, lastsMs: chance.between(0, roundMs / 2) },
      {
        afterMs: afterMs(),
        part: chance.pick(LINKS),
        action: chance.pick(TROUBLES),
        lastsMs: chance.between(roundMs / 2, roundMs * 1.5),
      },
    ]
    const [frozen, how] = chance.pick(FREEZES)
    const also = { afterMs: afterMs(), part: frozen, action: how, lastsMs: chance.between(300, roundMs) }
    // Faults of one part would only wait for each other.
    if (chance.next() < 0.5 && frozen !== part) round.push(also)
    return round
  })
}

/** Does to a cluster what a schedule says. A round is over when all that it broke has been mended. */
export class Nemesis {
  readonly #cluster: Cluster
  readonly #history: History
  readonly #current = new Set<string>()
  kills = 0

  constructor(cluster: Cluster, history: History) {
    this.#cluster = cluster
    this.#history = history
  }

  async run(rounds: readonly Fault[][], roundMs: number): Promise<void> {
    for (const round of rounds) {
      const faults = round.map(async (fault) => {
        await delay(fault.afterMs)
        await this.#inject(fault)
      })
      await Promise.all([delay(roundMs), ...faults])
    }
  }

  /** What goes on now, for people to see. */
  describe(): string {
    return [...this.#current].join(', ') || 'all is well'
  }

  async #inject(fault: Fault): Promise<void> {
    const name = `${fault.action} ${fault.part}`
    this.#current.add(name)
    if (fault.action === 'kill' || fault.action === 'crash') this.kills += 1
    this.#history.count(`faults: ${name}`)
    try {
      await this.#do(fault)
    } catch (error) {
      this.#history.violate(`${name} failed: ${error instanceof Error ? error.message : error}`)
    } finally {
      this.#current.delete(name)
    }
  }

  async #do({ part, action, lastsMs }: Fault): Promise<void> {
    if (part === 'server-a' || part === 'server-b') return await this.#doToServer(part, action, lastsMs)
    if (part === 'postgres') return await this.#doToPostgres(action, lastsMs)
    if (part === 'redis') return await this.#doToRedis(action, lastsMs)
    const link = this.#cluster.links[part]
    if (action === 'cut') link.cut()
    if (action === 'stall') link.stall()
    if (action === 'drop') link.drop()
    if (action === 'delay') link.delay(150)
    if (action === 'refuse') {
      link.refuse()
      link.cut()
    }
    if (action !== 'cut') await delay(lastsMs)
    link.clear()
  }

  async #doToServer(part: 'server-a' | 'server-b', action: Action, lastsMs: number): Promise<void> {
    const server = this.#cluster.servers[part === 'server-a' ? 0 : 1]
    if (action === 'freeze') {
      server.freeze()
      await delay(lastsMs)
      server.thaw()
      return
    }
    if (action === 'kill') await server.kill()
    else await server.stop()
    await server.start()
  }

  async #doToPostgres(action: Action, lastsMs: number): Promise<void> {
    const { postgres } = this.#cluster
    if (action === 'freeze') {
      await postgres.freeze()
      await delay(lastsMs)
      await postgres.thaw()
    } else if (action === 'crash') await postgres.crash()
    else postgres.kill()
  }

  async #doToRedis(action: Action, lastsMs: number): Promise<void> {
    if (action === 'kill') return await this.#cluster.killRedis(lastsMs)
    this.#cluster.freezeRedis()
    await delay(lastsMs)
    this.#cluster.thawRedis()
  }
}
