import { availableParallelism } from 'node:os'

const nodesOwn = 4

/**
 * How Node runs the server (decision 17). V8's helper threads leave a core to the event loop and to Postgres: there would be four
 * whatever the machine has, and on two cores they kept everybody waiting for 50 to 90 ms whenever the whole heap was collected. And
 * the heap may double before that happens again; where little is kept, V8 would allow it 8 MiB.
 */
export const serverFlags = [
  `--v8-pool-size=${Math.max(1, Math.min(nodesOwn, availableParallelism() - 1))}`,
  '--heap-growing-percent=100',
]
