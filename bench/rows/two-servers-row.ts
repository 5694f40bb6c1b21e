import { runLoad } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { openPairs } from '../surroundings/open-people.ts'
import { startRedis } from '../surroundings/start-redis.ts'
import type { Pair, Row } from '../table/row.ts'
import { measureLoad } from './measure-load.ts'
import { ROOMS } from './send-rows.ts'
import { pairOf, startOurs } from './with-server.ts'

export const twoServersRow: Row = {
  id: 'two-servers',
  measure:
    'durable sends/s with two servers ÷ one on the same machine, 1,000 people writing in shared conversations',
  better: 'more',
  goal: 0.9,
  stretch: 1,
  open: openServers,
}

/** The two people of each conversation are at different servers, which Redis joins. */
async function openServers(bench: Bench): Promise<Pair> {
  const redis = await startRedis()
  const env = { REDIS_URL: redis.url }
  const servers = [await startOurs(bench, env), await startOurs(bench, env)]
  const alone = await startOurs(bench)
  const ports = servers.map((server) => server.port)
  const pids = servers.map((server) => server.pid)
  const joined = await openPairs(bench, { ports, rooms: ROOMS })
  const single = await openPairs(bench, { ports: [alone.port], rooms: ROOMS, from: ROOMS + 1 })
  const { seconds } = bench
  return pairOf(
    {
      ours: () => measureLoad(bench, pids, () => runLoad({ rooms: joined, seconds })),
      limit: () => measureLoad(bench, [alone.pid], () => runLoad({ rooms: single, seconds })),
    },
    [...joined, ...single],
    [...servers, alone, redis],
  )
}
