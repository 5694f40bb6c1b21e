import { runLoad } from '../load/run-load.ts'
import { type Bench, PEOPLE_THAT_SEND } from '../surroundings/bench.ts'
import { openPairs } from '../surroundings/open-people.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { measureLoad } from './measure-load.ts'
import { pairOf, startOurs } from './with-server.ts'

export const ROOMS = PEOPLE_THAT_SEND / 2
const LIMIT_CLIENTS = 16

/** Sends a second, each to both people's sockets, beside what Postgres can do one by one. */
export const sendRows: Row[] = [
  {
    id: 'send-vs-transaction',
    measure:
      'durable sends/s end to end over WebSockets, of 1,000 people, ÷ pgbench of the same work as a seven-statement transaction, 16 clients',
    better: 'more',
    goal: 1.5,
    stretch: 2.5,
    open: (bench) => openSends(bench, 'transaction'),
  },
  {
    id: 'send-vs-insert',
    measure:
      'durable sends/s end to end over WebSockets, of 1,000 people, ÷ pgbench plain one-row insert, 16 clients',
    better: 'more',
    goal: 0.7,
    stretch: 1,
    open: (bench) => openSends(bench, 'insert'),
  },
]

async function openSends(bench: Bench, script: string): Promise<Pair> {
  const server = await startOurs(bench)
  const rooms = await openPairs(bench, { ports: [server.port], rooms: ROOMS })
  const ours = () => measureLoad(bench, [server.pid], () => runLoad({ rooms, seconds: bench.seconds }))
  return pairOf({ ours, limit: () => pgbenchRate(bench, script) }, rooms, [server])
}

/** What pgbench reaches with a script of bench/sql. */
export async function pgbenchRate(bench: Bench, script: string): Promise<Measured> {
  const result = await bench.pgbench({ script, clients: LIMIT_CLIENTS, seconds: bench.seconds })
  return { figure: result.transactionsPerSecond }
}
