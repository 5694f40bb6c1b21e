import { parentPort } from 'node:worker_threads'

/** A timer's finest step is a millisecond and mostly two: at a thousand messages a second that is a third of what the fastest take. */
const TICK_MS = 0.4

const never = new Int32Array(new SharedArrayBuffer(4))
for (;;) {
  Atomics.wait(never, 0, 0, TICK_MS)
  parentPort?.postMessage(null)
}
