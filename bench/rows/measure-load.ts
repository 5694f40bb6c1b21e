import { type LoadResult, percentile } from '../load/run-load.ts'
import type { Bench } from '../surroundings/bench.ts'
import { startMeter } from '../surroundings/meter.ts'
import type { Measured } from '../table/row.ts'

/** Messages a second of a load, with what a message cost and how long it took. */
export async function measureLoad(
  bench: Bench,
  pids: readonly number[],
  run: () => Promise<LoadResult>,
): Promise<Measured> {
  const read = startMeter(pids, bench.postgresPid)
  const { messages, seconds, latenciesMs } = await run()
  const { serverSeconds, postgresSeconds } = read()
  return {
    figure: messages / seconds,
    details: {
      'server µs': (serverSeconds * 1e6) / messages,
      'Postgres µs': (postgresSeconds * 1e6) / messages,
      'p50 ms': percentile(latenciesMs, 0.5),
      'p99 ms': percentile(latenciesMs, 0.99),
    },
  }
}
