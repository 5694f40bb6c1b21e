import { percentile, runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { openPairs } from '../surroundings/open-people.ts'
import type { Pair, Row } from '../table/row.ts'
import { ROOMS } from './send-rows.ts'
import { pairOf, startOurs } from './with-server.ts'

/** How long people wait: one message alone, and one among many. */
export const latencyRows: Row[] = [
  {
    id: 'latency-vs-commit',
    measure:
      "send to the other person's socket, p50, one in flight ÷ commit latency of pgbench with one client",
    better: 'less',
    goal: 6,
    stretch: 4,
    open: openLone,
  },
  {
    id: 'p99-half-load',
    measure: 'p99 at half of our own saturating load, in ms',
    better: 'less',
    goal: 5,
    stretch: 3,
    open: openHalfLoad,
  },
]

async function openLone(bench: Bench): Promise<Pair> {
  const server = await startOurs(bench)
  const rooms = await openPairs(bench, { ports: [server.port], rooms: 1 })
  for (const room of rooms) room.writers = room.lines.slice(0, 1)
  return pairOf(
    {
      async ours() {
        const { latenciesMs } = await runLoad({ rooms, seconds: bench.seconds })
        return { figure: percentile(latenciesMs, 0.5), details: { 'p99 ms': percentile(latenciesMs, 0.99) } }
      },
      async limit() {
        const { latencyMs } = await bench.pgbench({ script: 'insert', clients: 1, seconds: bench.seconds })
        return { figure: latencyMs }
      },
    },
    rooms,
    [server],
  )
}

async function openHalfLoad(bench: Bench): Promise<Pair> {
  const server = await startOurs(bench)
  const rooms = await openPairs(bench, { ports: [server.port], rooms: ROOMS })
  return pairOf(
    {
      async ours() {
        const peak = await runLoad({ rooms, seconds: bench.seconds })
        const perSecond = peak.messages / peak.seconds / 2
        const { latenciesMs } = await runLoad({ rooms, seconds: bench.seconds, perSecond })
        const details = { 'p50 ms': percentile(latenciesMs, 0.5), 'sends/s': perSecond }
        return { figure: percentile(latenciesMs, 0.99), details }
      },
      limit: async () => ({ figure: 1 }),
    },
    rooms,
    [server],
  )
}
