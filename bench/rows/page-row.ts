import { conversationId } from '../load/ids.ts'
import { fetchFrom } from '../load/requests.ts'
import { runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { startMeter } from '../surroundings/meter.ts'
import { createRoom, openPerson } from '../surroundings/open-people.ts'
import { cpuSecondsOfTree } from '../surroundings/processes.ts'
import type { Pair, Row } from '../table/row.ts'
import { pairOf, startOurs } from './with-server.ts'

const READER = 4_001
/** As sql/people.sql fills it. */
const FULL_CONVERSATION = conversationId((READER + 1) / 2)
const READERS = 16

export const pageRow: Row = {
  id: 'page-vs-select',
  measure: 'page of 50 over WebSocket, per CPU second ÷ the same prepared SELECT in pgbench',
  better: 'more',
  goal: 0.5,
  stretch: 0.8,
  open: openPages,
}

/** On each side all CPU counts that is on the server's side of the wire: ours with Postgres, pgbench with Postgres. */
async function openPages(bench: Bench): Promise<Pair> {
  const server = await startOurs(bench)
  const open = () =>
    openPerson(bench, {
      port: server.port,
      number: READER,
      conversationId: FULL_CONVERSATION,
      follows: [],
      request: fetchFrom(FULL_CONVERSATION),
    })
  const room = createRoom()
  room.writers = await Promise.all(Array.from({ length: READERS }, open))
  return pairOf(
    {
      async ours() {
        const read = startMeter([server.pid], bench.postgresPid)
        const { messages: pages } = await runLoad({ rooms: [room], seconds: bench.seconds })
        const { serverSeconds, postgresSeconds } = read()
        const details = {
          'server µs': (serverSeconds * 1e6) / pages,
          'Postgres µs': (postgresSeconds * 1e6) / pages,
        }
        return { figure: pages / (serverSeconds + postgresSeconds), details }
      },
      async limit() {
        const before = cpuSecondsOfTree(bench.postgresPid)
        const { transactions, cpuSeconds } = await bench.pgbench({
          script: 'page',
          clients: READERS,
          seconds: bench.seconds,
          variables: { conversation: FULL_CONVERSATION },
        })
        const postgresSeconds = cpuSecondsOfTree(bench.postgresPid) - before
        const details = {
          'pgbench µs': (cpuSeconds * 1e6) / transactions,
          'Postgres µs': (postgresSeconds * 1e6) / transactions,
        }
        return { figure: transactions / (cpuSeconds + postgresSeconds), details }
      },
    },
    [room],
    [server],
  )
}
