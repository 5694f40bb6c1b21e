import { createSendPath } from '@pennypost/api'
import { connect } from '@pennypost/db'
import { conversationId, userId } from '../load/ids.ts'
import { runPath } from '../load/run-path.ts'
import type { Bench } from '../surroundings/bench.ts'
import { cpuSecondsOfTree } from '../surroundings/processes.ts'
import type { Measured } from '../table/row.ts'

/** The rules' numbers under which everything is free. */
export const FREELY = { dailyFreeLimit: 1_000_000, pointsPerMessage: 10, signupPoints: 0, testClock: false }

type Sender = { senderId: string; conversationId: string }

/** People two by two in their direct conversations. */
export function sendersInPairs(count: number): Sender[] {
  return Array.from({ length: count }, (_, index) => ({
    senderId: userId(index + 1),
    conversationId: conversationId(Math.floor(index / 2) + 1),
  }))
}

export type OpenPath = { measureCost(senders: Sender[]): Promise<Measured>; close(): Promise<void> }

/** The send path on a database, by what a send costs Postgres in µs of CPU. */
export function openPath(bench: Bench, url: string): OpenPath {
  const database = connect(url)
  const path = createSendPath(database, FREELY)
  return {
    async measureCost(senders) {
      const before = cpuSecondsOfTree(bench.postgresPid)
      const { messages, seconds } = await runPath({ path, senders, seconds: bench.seconds })
      const micros = ((cpuSecondsOfTree(bench.postgresPid) - before) * 1e6) / messages
      return { figure: micros, details: { 'Postgres µs': micros, 'sends/s': messages / seconds } }
    },
    close: () => database.close(),
  }
}
