import postgres from 'postgres'
import { conversationId, userId } from '../load/ids.ts'
import type { Bench } from '../surroundings/bench.ts'
import { cpuSecondsOfTree } from '../surroundings/processes.ts'
import { readSql } from '../surroundings/read-sql.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { openPath, sendersInPairs } from './measure-path.ts'

const SMALL = 10_000
const LARGE = 10_000_000
const CONVERSATIONS = 100
const SENDERS = 200
const READERS = 4
const CROWD = conversationId(3_000_000)

/** What a send and a page cost Postgres as the tables grow. */
export const growthRows: Row[] = [
  {
    id: 'growth-send',
    measure: 'cost of a send at 10^7 messages ÷ at 10^4',
    better: 'less',
    goal: 1.25,
    stretch: 1.1,
    open: openSends,
  },
  {
    id: 'growth-page',
    measure: 'cost of a page of 50, last and deep, at 10^7 messages ÷ at 10^4',
    better: 'less',
    goal: 1.5,
    stretch: 1.2,
    async open(bench) {
      for (const size of [SMALL, LARGE]) await bench.grown.urlOf(size)
      return {
        ours: () => pageCost(bench, LARGE),
        limit: () => pageCost(bench, SMALL),
        close: async () => {},
      }
    },
  },
  {
    id: 'growth-participants',
    measure: 'database cost of a send to 10,000 participants (rows made by SQL) ÷ to 2',
    better: 'less',
    goal: 1.1,
    stretch: 1,
    open: openCrowd,
  },
]

async function openSends(bench: Bench): Promise<Pair> {
  const large = openPath(bench, await bench.grown.urlOf(LARGE))
  const small = openPath(bench, await bench.grown.urlOf(SMALL))
  const senders = sendersInPairs(SENDERS)
  return {
    ours: () => large.measureCost(senders),
    limit: () => small.measureCost(senders),
    close: async () => void (await Promise.all([large.close(), small.close()])),
  }
}

/** A last page and a deep one, in µs of Postgres's CPU; the small database's conversations hold 100 messages each. */
export async function pageCost(bench: Bench, size: number): Promise<Measured> {
  const costs: Record<string, number> = {}
  for (const [name, deep] of [
    ['last µs', 0],
    ['deep µs', 1],
  ] as const) {
    const before = cpuSecondsOfTree(bench.postgresPid)
    const { transactions } = await bench.pgbench({
      script: 'page-growth',
      clients: READERS,
      seconds: Math.ceil(bench.seconds / 2),
      variables: { deep, places: size / CONVERSATIONS },
      database: bench.grown.nameOf(size),
    })
    costs[name] = ((cpuSecondsOfTree(bench.postgresPid) - before) * 1e6) / transactions
  }
  return { figure: Object.values(costs).reduce((sum, cost) => sum + cost, 0) / 2, details: costs }
}

async function openCrowd(bench: Bench): Promise<Pair> {
  const url = await bench.grown.urlOf(SMALL)
  const sql = postgres(url, { host: bench.host, max: 1 })
  for (const statement of readSql('crowd').split(';\n')) await sql.unsafe(statement)
  await sql.end()
  const path = openPath(bench, url)
  const two = [1, 2].map((number) => ({ senderId: userId(number), conversationId: conversationId(1) }))
  return {
    ours: () => path.measureCost(two.map(({ senderId }) => ({ senderId, conversationId: CROWD }))),
    limit: () => path.measureCost(two),
    close: () => path.close(),
  }
}
