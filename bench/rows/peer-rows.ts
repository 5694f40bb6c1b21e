import type { Room } from '../load/line.ts'
import { percentile, runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { startMeter } from '../surroundings/meter.ts'
import { openPairs, openPeerPairs } from '../surroundings/open-people.ts'
import { type ServerProcess, startPeer } from '../surroundings/start-servers.ts'
import type { Measured, Pair, Row } from '../table/row.ts'
import { measureLoad } from './measure-load.ts'
import { openMemory } from './memory-rows.ts'
import { ROOMS } from './send-rows.ts'
import { pairOf, startOurs } from './with-server.ts'

const MEMORY_ROOMS = 125
/** A hundredth of two seconds' messages is few: one pause of either would be the figure. */
const P99_TIMES = 3

/** Beside an ordinary server of the same service: Fastify, socket.io, postgres, one transaction a send. */
export const peerRows: Row[] = [
  {
    id: 'peer-throughput',
    measure: 'durable sends/s end to end, of 1,000 people, ÷ the peer’s',
    better: 'more',
    goal: 5,
    stretch: 7,
    open: (bench) => openBoth(bench, measureSends),
  },
  {
    id: 'peer-cpu',
    measure: 'messages per CPU second of server and Postgres ÷ the peer’s',
    better: 'more',
    goal: 5,
    stretch: 7,
    open: (bench) => openBoth(bench, measureCpu),
  },
  {
    id: 'peer-memory',
    measure: 'memory of an idle connection ÷ of the peer’s',
    better: 'less',
    goal: 1.25,
    stretch: 1,
    open: (bench) =>
      openMemory(
        bench,
        () => startPeerOn(bench, true),
        (port, from) => openPeerPairs(port, MEMORY_ROOMS, from),
      ),
  },
  {
    id: 'peer-p99',
    measure: 'p99 at half of the peer’s peak load ÷ the peer’s p99 at the same, six seconds each',
    better: 'less',
    goal: 0.6,
    stretch: 0.4,
    open: openAtHalfPeak,
  },
]

type Half = { server: ServerProcess; rooms: Room[] }

async function openHalves(bench: Bench): Promise<{ our: Half; their: Half }> {
  const server = await startOurs(bench)
  const peer = await startPeerOn(bench)
  return {
    our: { server, rooms: await openPairs(bench, { ports: [server.port], rooms: ROOMS }) },
    their: { server: peer, rooms: await openPeerPairs(peer.port, ROOMS) },
  }
}

function startPeerOn(bench: Bench, isInspected = false): Promise<ServerProcess> {
  return startPeer({ env: { DATABASE_URL: bench.databaseUrl, DATABASE_HOST: bench.host }, isInspected })
}

async function openBoth(
  bench: Bench,
  measure: (bench: Bench, half: Half) => Promise<Measured>,
): Promise<Pair> {
  const { our, their } = await openHalves(bench)
  return pairOf(
    { ours: () => measure(bench, our), limit: () => measure(bench, their) },
    [...our.rooms, ...their.rooms],
    [our.server, their.server],
  )
}

function measureSends(bench: Bench, { server, rooms }: Half): Promise<Measured> {
  return measureLoad(bench, [server.pid], () => runLoad({ rooms, seconds: bench.seconds }))
}

async function measureCpu(bench: Bench, { server, rooms }: Half): Promise<Measured> {
  const read = startMeter([server.pid], bench.postgresPid)
  const { messages } = await runLoad({ rooms, seconds: bench.seconds })
  const { serverSeconds, postgresSeconds } = read()
  return { figure: messages / (serverSeconds + postgresSeconds) }
}

async function openAtHalfPeak(bench: Bench): Promise<Pair> {
  const { our, their } = await openHalves(bench)
  const runAtPeak = ({ rooms }: Half) => runLoad({ rooms, seconds: bench.seconds })
  // Both are as warm when it counts; the peer's first run is its slowest.
  for (const half of [our, their, our]) await runAtPeak(half)
  const peak = await runAtPeak(their)
  const perSecond = peak.messages / peak.seconds / 2
  const half = async ({ rooms }: Half): Promise<Measured> => {
    const { latenciesMs } = await runLoad({ rooms, seconds: bench.seconds * P99_TIMES, perSecond })
    return {
      figure: percentile(latenciesMs, 0.99),
      details: { 'p50 ms': percentile(latenciesMs, 0.5), 'sends/s': perSecond },
    }
  }
  return pairOf(
    { ours: () => half(our), limit: () => half(their) },
    [...our.rooms, ...their.rooms],
    [our.server, their.server],
  )
}
