import type { Chance } from './chance.ts'
import type { Cluster } from './cluster.ts'
import type { History } from './history.ts'
import { Nemesis, schedule } from './nemesis.ts'
import { play, type Report, type RunOptions } from './play.ts'

export type FaultOptions = RunOptions & {
  sends: number
  kills: number
  /** The shortest time from one kill to the next. */
  roundMs: number
}

/** People write and listen while every part is killed, frozen and restarted, and every link cut, stalled and dropped. */
export function runFaults({ sends, kills, roundMs, ...options }: FaultOptions): Promise<Report> {
  let nemesis: Nemesis | null = null
  const act = async (cluster: Cluster, history: History, chance: Chance) => {
    nemesis = new Nemesis(cluster, history)
    await nemesis.run(schedule(kills, roundMs, chance), roundMs)
  }
  return play({
    ...options,
    sends,
    sendsPerSecond: (1_000 * sends) / Math.max(kills * roundMs, 1_000),
    moveMs: roundMs / 4,
    act,
    describe: () => `${nemesis?.kills ?? 0}/${kills} kills  ${nemesis?.describe() ?? ''}`,
  })
}
