import { GROUP } from '../load/ids.ts'
import type { Room } from '../load/line.ts'
import { openPlainLine } from '../load/plain-line.ts'
import { runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { openPerson, openRooms } from '../surroundings/open-people.ts'
import { cpuSeconds } from '../surroundings/processes.ts'
import { startPlainServer } from '../surroundings/start-servers.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { pairOf, startOurs } from './with-server.ts'

const SUBSCRIBERS = 300
/** Past these, a person has a second socket. */
const PEOPLE = 200
const BUSY_WRITERS = 16
const LONE_PER_SECOND = 40

/** One room of 300 subscribers, beside a loop over bare sockets that get the same bytes. */
export const fanoutRows: Row[] = [
  {
    id: 'fanout-vs-ws',
    measure:
      'events delivered to 300 subscribers of a busy room, per CPU second ÷ plain ws send of the same bytes, one by one',
    better: 'more',
    goal: 1,
    stretch: 2.5,
    open: (bench) =>
      openFanout(bench, async (pid, room) => {
        const { cpuPerEvent } = await measureEvents(pid, room, { seconds: bench.seconds })
        return { figure: 1 / cpuPerEvent, details: { 'µs an event': cpuPerEvent * 1e6 } }
      }),
  },
  {
    id: 'lone-vs-ws',
    measure: 'one lone event to 300 subscribers, CPU ÷ plain ws',
    better: 'less',
    goal: 1.5,
    stretch: 1,
    open: (bench) =>
      openFanout(bench, async (pid, room) => {
        const pace = { seconds: bench.seconds, perSecond: LONE_PER_SECOND }
        const { cpuPerEvent } = await measureEvents(pid, room, pace)
        return { figure: cpuPerEvent, details: { 'µs an event': cpuPerEvent * 1e6 } }
      }),
  },
]

type Measure = (pid: number, room: Room) => Promise<Measured>

async function openFanout(bench: Bench, measure: Measure): Promise<Pair> {
  const server = await startOurs(bench)
  const plain = await startPlainServer({ env: {} })
  const ours = await openRooms(1, SUBSCRIBERS, (_, place) =>
    openPerson(bench, { port: server.port, number: (place % PEOPLE) + 1, conversationId: GROUP }),
  )
  const eventBytes = await learnEventBytes(ours)
  const theirs = await openRooms(1, SUBSCRIBERS, () => openPlainLine(plain.port, eventBytes))
  const half = (pid: number, [room]: Room[]) => {
    if (room === undefined) throw new Error('one room was opened')
    room.writers = room.lines.slice(0, BUSY_WRITERS)
    return measure(pid, room)
  }
  return pairOf(
    { ours: () => half(server.pid, ours), limit: () => half(plain.pid, theirs) },
    [...ours, ...theirs],
    [server, plain],
  )
}

/** One message goes through; its frame is what the bare sockets send. */
async function learnEventBytes(rooms: Room[]): Promise<number> {
  await runLoad({ rooms, seconds: 1, perSecond: 1 })
  return rooms[0]?.lines[0]?.eventBytes ?? 0
}

async function measureEvents(pid: number, room: Room, pace: { seconds: number; perSecond?: number }) {
  const before = cpuSeconds(pid)
  const { messages } = await runLoad({ rooms: [room], ...pace })
  return { cpuPerEvent: (cpuSeconds(pid) - before) / (messages * room.lines.length) }
}
