import { expect, test } from 'vitest'

const MANY = 5_000_000

/** Of `patches/`: the pool's queue of open connections is never empty unless all of them are busy at once. */
test('a queue of postgres.js that is never empty keeps only what waits in it', async () => {
  const file = new URL('queue.js', import.meta.resolve('postgres'))
  const { default: Queue } = await import(file.href)
  const queue = Queue(['first', 'second'])
  const before = process.memoryUsage().heapUsed
  for (let turn = 0; turn < MANY; turn += 1) queue.push(queue.shift())
  // A place for each would be forty megabytes.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(MANY)
  expect([queue.length, queue.remove('second'), queue.length, queue.shift(), queue.length]).toEqual([
    2,
    'second',
    1,
    'first',
    0,
  ])
})
