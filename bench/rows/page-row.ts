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
/** The texts of fifty messages. */
const PAGE_BYTES = 50 * 100

export const pageRow: Row = {
  id: 'page-vs-select',
  measure: 'page of 50 over WebSocket, per CPU second ÷ the same prepared SELECT in pgbench',
  better: 'more',
  goal: 0.5,
  stretch: 0.8,
  open: openPages,
}

/**
 * On each side all CPU counts that is on the server's side of the wire: ours with Postgres, pgbench with Postgres. Each of our
 * readers reads another page: those who ask for the same one share it, and what that costs is only told beside the figure.
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
        leastAnswerBytes: PAGE_BYTES,
      })
    }
    const room = createRoom()
    room.writers = await Promise.all(Array.from({ length: READERS }, open))
    return room
  }
  const apart = await openReaders((reader) => FIRST_FULL + reader)
  const together = await openReaders(() => FIRST_FULL)
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
        const same = await measure(together)
        const each = await measure(apart)
        const details = {
          'server µs': each.serverUs,
          'Postgres µs': each.postgresUs,
          'server µs, all the same page': same.serverUs,
          'Postgres µs, all the same page': same.postgresUs,
        }
        return { figure: each.pagesPerSecond, details }
      },
      async limit() {
        const before = cpuSecondsOfTree(bench.postgresPid)
        const { transactions, cpuSeconds } = await bench.pgbench({
          script: 'page',
          clients: READERS,
          seconds: bench.seconds,
          variables: { first: FIRST_FULL, last: FIRST_FULL + READERS - 1 },
        })
        const postgresSeconds = cpuSecondsOfTree(bench.postgresPid) - before
        const details = {
          'pgbench µs': (cpuSeconds * 1e6) / transactions,
          'Postgres µs': (postgresSeconds * 1e6) / transactions,
        }
        return { figure: transactions / (cpuSeconds + postgresSeconds), details }
      },
    },
    [apart, together],
    [server],
  )
}
