import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'

type Queue = {
  length: number
  push(each: number): number
  shift(): number
  pop(): number
  remove(each: number): number | null
}

const MANY = 5_000_000

/** As `patches/` makes it. */
const { default: createQueue }: { default: (initial?: number[]) => Queue } = await import(
  new URL('queue.js', import.meta.resolve('postgres')).href
)

test('a queue of postgres.js that is never empty keeps only what waits in it', () => {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const heapUsed = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const queue = createQueue([1, 2])
  const before = heapUsed()
  let last = 2
  let wrong = 0
  for (let turn = 0; turn < MANY; turn += 1) {
    const each = queue.push(queue.shift())
    if (each === last) wrong += 1
    last = each
  }
  // A place for each would be forty megabytes.
  expect(heapUsed() - before).toBeLessThan(1_000_000)
  // Asked for its length last, so that it is not collected before.
  expect({ wrong, length: queue.length }).toEqual({ wrong: 0, length: 2 })
})

test('a queue of postgres.js gives the oldest, the newest or the one asked for, whatever came and went before', () => {
  const operation = fc.constantFrom('push', 'push', 'push', 'shift', 'shift', 'pop', 'remove')
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
      const model = Array.from({ length: 100 }, (_, index) => -index)
      const queue = createQueue(model)
      for (const [number, name] of operations.entries()) {
        const wanted = model[Math.floor(model.length / 2)]
        if (name === 'push') {
          model.push(queue.push(number))
        } else if (wanted === undefined) {
          expect(queue.remove(number)).toBeNull()
        } else if (name === 'remove') {
          expect(queue.remove(wanted)).toBe(wanted)
          model.splice(model.indexOf(wanted), 1)
        } else {
          expect(queue[name]()).toBe(model[name]())
        }
        expect(queue.length).toBe(model.length)
      }
    }),
  )
})
