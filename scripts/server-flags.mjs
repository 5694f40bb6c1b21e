import { availableParallelism } from 'node:os'

const nodesOwn = 4

/**
 * How Node runs the server (decision 19). V8's helper threads leave a core to the event loop and to Postgres: there would be four
 * whatever the machine has, and on two cores they kept everybody waiting for 50 to 90 ms whenever the whole heap was collected. And
 * the heap doubles before that happens again; by itself V8 lets it grow by 8 MiB where little is kept, and fourfold where much is.
 * And V8 does not guess by the place in the code which objects will live long: one wrong guess keeps alive whatever such an
 * object holds, and what that holds, until the whole heap is collected.
 */
export const serverFlags = [
  `--v8-pool-size=${Math.max(1, Math.min(nodesOwn, availableParallelism() - 1))}`,
  '--heap-growing-percent=100',
  '--no-allocation-site-pretenuring',
]
