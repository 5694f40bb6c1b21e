import { conversationId } from '../load/ids.ts'
import type { Room } from '../load/line.ts'
import { fetchFrom } from '../load/requests.ts'
import { runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { startMeter } from '../surroundings/meter.ts'
import { createRoom, openPerson } from '../surroundings/open-people.ts'
import { cpuSecondsOfTree } from '../surroundings/processes.ts'
import type { Pair, Row } from '../table/row.ts'
import { pairOf, startOurs } from './with-server.ts'

/** As sql/people.sql fills them: so many conversations. */
const READERS = 16
const FIRST_FULL = 2_001

export const pageRow: Row = {
  id: 'page-vs-select',
  measure: 'page of 50 over WebSocket, per CPU second ÷ the same prepared SELECT in pgbench',
  better: 'more',
  goal: 0.5,
  stretch: 0.8,
  open: openPages,
}

/**
 * On each side all CPU counts that is on the server's side of the wire: ours with Postgres, pgbench with Postgres. Both read one
 * conversation's last page; what it costs where each reads another is told beside it.
 */
async function openPages(bench: Bench): Promise<Pair> {
  const server = await startOurs(bench)
  const openReaders = async (fullOf: (reader: number) => number) => {
    const open = (_: unknown, reader: number) => {
      const full = fullOf(reader)
      return openPerson(bench, {
        port: server.port,
        number: 2 * full - 1,
        conversationId: conversationId(full),
        follows: [],
        request: fetchFrom(conversationId(full)),
      })
    }
    const room = createRoom()
    room.writers = await Promise.all(Array.from({ length: READERS }, open))
    return room
  }
  const together = await openReaders(() => FIRST_FULL)
  const apart = await openReaders((reader) => FIRST_FULL + reader)
  const measure = async (room: Room) => {
    const read = startMeter([server.pid], bench.postgresPid)
    const { messages: pages } = await runLoad({ rooms: [room], seconds: bench.seconds })
    const { serverSeconds, postgresSeconds } = read()
    return {
      pagesPerSecond: pages / (serverSeconds + postgresSeconds),
      serverUs: (serverSeconds * 1e6) / pages,
      postgresUs: (postgresSeconds * 1e6) / pages,
    }
  }
  return pairOf(
    {
      async ours() {
        const each = await measure(apart)
        const same = await measure(together)
        const details = {
          'server µs': same.serverUs,
          'Postgres µs': same.postgresUs,
          'server µs, each another': each.serverUs,
          'Postgres µs, each another': each.postgresUs,
        }
        return { figure: same.pagesPerSecond, details }
      },
      async limit() {
        const before = cpuSecondsOfTree(bench.postgresPid)
        const { transactions, cpuSeconds } = await bench.pgbench({
          script: 'page',
          clients: READERS,
          seconds: bench.seconds,
          variables: { conversation: conversationId(FIRST_FULL) },
        })
        const postgresSeconds = cpuSecondsOfTree(bench.postgresPid) - before
        const details = {
          'pgbench µs': (cpuSeconds * 1e6) / transactions,
          'Postgres µs': (postgresSeconds * 1e6) / transactions,
        }
        return { figure: transactions / (cpuSeconds + postgresSeconds), details }
      },
    },
    [together, apart],
    [server],
  )
}
