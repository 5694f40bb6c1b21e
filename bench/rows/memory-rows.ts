import type { Room } from '../load/line.ts'
import { openPlainLine } from '../load/plain-line.ts'
import type { Bench } from '../surroundings/bench.ts'
import { openMemoryMeter } from '../surroundings/inspect-memory.ts'
import { openPairs, openRooms } from '../surroundings/open-people.ts'
import { type ServerProcess, startPlainServer } from '../surroundings/start-servers.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { pairOf, startOurs } from './with-server.ts'

const ROOMS = 125
const LINES = 2 * ROOMS

/** What somebody costs who only listens. */
export const memoryRow: Row = {
  id: 'idle-memory',
  measure: 'memory of an idle connection with its two live subscriptions ÷ Fastify + ws alone',
  better: 'less',
  goal: 3,
  stretch: 2,
  open: (bench) =>
    openMemory(
      bench,
      () => startPlainServer({ env: {}, isInspected: true }),
      (port) => openRooms(LINES, 1, () => openPlainLine(port, 0)),
    ),
}

type OpenMore = (port: number, from: number) => Promise<Room[]>

/** Each half opens some more connections and looks what the server then holds; they stay open until the end. */
export async function openMemory(
  bench: Bench,
  startLimit: () => Promise<ServerProcess>,
  openLimit: OpenMore,
): Promise<Pair> {
  const server = await startOurs(bench, {}, true)
  const other = await startLimit()
  const rooms: Room[] = []
  const measure = async (
    { port, inspectorUrl }: ServerProcess,
    open: OpenMore,
  ): Promise<() => Promise<Measured>> => {
    const meter = await openMemoryMeter(inspectorUrl ?? '')
    let from = 1
    return async () => {
      const before = await meter.heldBytes()
      rooms.push(...(await open(port, from)))
      from += ROOMS
      const bytes = ((await meter.heldBytes()) - before) / LINES
      return { figure: bytes, details: { 'KiB each': bytes / 1024 } }
    }
  }
  const ours = await measure(server, (port, from) =>
    openPairs(bench, { ports: [port], rooms: ROOMS, from, follows: ['conversation', 'inbox'] }),
  )
  const limit = await measure(other, openLimit)
  return pairOf({ ours, limit }, rooms, [server, other])
}
