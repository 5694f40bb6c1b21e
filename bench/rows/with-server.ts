import type { Room } from '../load/line.ts'
import type { Bench } from '../surroundings/bench.ts'
import { closeRooms } from '../surroundings/open-people.ts'
import { type ServerProcess, startPennypost } from '../surroundings/start-servers.ts'
import type { Pair } from '../table/row.ts'

/** A Pennypost on the bench's database. */
export function startOurs(
  bench: Bench,
  env: Record<string, string> = {},
  isInspected = false,
): Promise<ServerProcess> {
  return startPennypost({
    env: { DATABASE_URL: bench.databaseUrl, ...bench.signIn.env, ...env },
    isInspected,
  })
}

/** A pair that closes its rooms, then ends its servers. */
export function pairOf(
  halves: Pick<Pair, 'ours' | 'limit'>,
  rooms: readonly Room[],
  servers: readonly { stop(): Promise<void> }[],
): Pair {
  return {
    ...halves,
    async close() {
      closeRooms(rooms)
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}
