import { createSendPath } from '@pennypost/api'
import { connect } from '@pennypost/db'
import { GROUP } from '../load/ids.ts'
import { runLoad, VoidRun } from '../load/run-load.ts'
import { runPath } from '../load/run-path.ts'
import { type Bench, PEOPLE_THAT_SEND } from '../surroundings/bench.ts'
import { openPerson, openRooms } from '../surroundings/open-people.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { measureLoad } from './measure-load.ts'
import { FREELY, sendersInPairs } from './measure-path.ts'
import { pgbenchRate } from './send-rows.ts'
import { pairOf, startOurs } from './with-server.ts'

const HOT_WRITERS = 128
const HOT_FOLLOWERS = 2

/** The send path where nothing else is in its way, and where everyone wants the same row. */
export const pathRows: Row[] = [
  {
    id: 'path-vs-insert',
    measure: 'the send path alone (no sockets), for 1,000 people, ÷ plain one-row insert',
    better: 'more',
    goal: 1.5,
    stretch: 2,
    open: openPath,
  },
  {
    id: 'hot-vs-function',
    measure: 'all in one conversation ÷ pgbench of the single function on one conversation',
    better: 'more',
    goal: 3,
    stretch: 5,
    open: openHot,
  },
]

async function openPath(bench: Bench): Promise<Pair> {
  const database = connect(bench.databaseUrl)
  const path = createSendPath(database, FREELY)
  const senders = sendersInPairs(PEOPLE_THAT_SEND)
  const count = async () => {
    const [row] = await bench.sql<
      { count: number }[]
    >`select count(*)::integer as count from pennypost.messages`
    return row?.count ?? 0
  }
  return {
    async ours(): Promise<Measured> {
      const before = await count()
      const { messages, seconds } = await runPath({ path, senders, seconds: bench.seconds })
      const stored = (await count()) - before
      if (stored !== messages) throw new VoidRun(`${messages} sent, ${stored} stored`)
      return { figure: messages / seconds }
    },
    limit: () => pgbenchRate(bench, 'insert'),
    close: () => database.close(),
  }
}

async function openHot(bench: Bench): Promise<Pair> {
  const server = await startOurs(bench)
  const open = (number: number, isFollower: boolean) =>
    openPerson(bench, {
      port: server.port,
      number,
      conversationId: GROUP,
      follows: isFollower ? ['conversation'] : [],
    })
  const rooms = await openRooms(1, HOT_FOLLOWERS, (_, place) => open(place + 1, true))
  const [writing] = await openRooms(1, HOT_WRITERS, (_, place) => open(place + 1, false))
  for (const room of rooms) room.writers = writing?.lines ?? []
  const ours = () => measureLoad(bench, [server.pid], () => runLoad({ rooms, seconds: bench.seconds }))
  return pairOf({ ours, limit: () => pgbenchRate(bench, 'function-hot') }, rooms, [server])
}
