import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { NaturalBatch } from './natural-batch.ts'

afterEach(() => vi.useRealTimers())

type Item = { number: number; key: string; group?: string }

/** A batch whose runs end when they are told to. */
function createHeldBatch({ lanes = 1, most = 100, least = 1, lateMs = 60_000 } = {}) {
  const runs: { items: Item[]; end: (fault?: Error) => void }[] = []
  const batch = new NaturalBatch<Item, number>(
    (items) => {
      const { promise, resolve, reject } = Promise.withResolvers<number[]>()
      const end = (fault?: Error) => (fault ? reject(fault) : resolve(items.map(({ number }) => number)))
      runs.push({ items, end })
      return promise
    },
    {
      lanes,
      most,
      least,
      lateMs,
      deadlineMs: 60_000,
      keysOf: ({ key }) => [key],
      groupOf: ({ group, key }) => group ?? key,
    },
  )
  return { batch, runs }
}

const numbersOf = ({ items }: { items: Item[] }) => items.map(({ number }) => number)

test('a lone item goes at once, and what arrives meanwhile goes together', async () => {
  const { batch, runs } = createHeldBatch()
  const answers = [1, 2, 3].map((number) => batch.add({ number, key: `k${number}` }))
  expect(runs.map(numbersOf)).toEqual([[1]])
  runs[0]?.end()
  await answers[0]
  expect(runs.map(numbersOf)).toEqual([[1], [2, 3]])
  runs[1]?.end()
  expect(await Promise.all(answers)).toEqual([1, 2, 3])
})

test('a batch is never larger than it may be', async () => {
  const { batch, runs } = createHeldBatch({ most: 2 })
  const answers = [1, 2, 3, 4].map((number) => batch.add({ number, key: `k${number}` }))
  for (let run = 0; run < 3; run += 1) {
    runs[run]?.end()
    await answers[2 * run]
  }
  expect(runs.map(numbersOf)).toEqual([[1], [2, 3], [4]])
})

test('a lane takes its share, so that the lanes work side by side', async () => {
  const { batch, runs } = createHeldBatch({ lanes: 2 })
  const answers = Array.from({ length: 22 }, (_, number) => batch.add({ number, key: `k${number}` }))
  expect(runs.map(numbersOf)).toEqual([[0], [1]])
  runs[0]?.end()
  await answers[0]
  runs[1]?.end()
  await answers[1]
  expect(runs.slice(2).map(({ items }) => items.length)).toEqual([11, 9])
})

test('few wait for the lane that is under way, and as many as are worth a lane go at once', async () => {
  const { batch, runs } = createHeldBatch({ lanes: 2, least: 3 })
  const answers = [0, 1, 2].map((number) => batch.add({ number, key: `k${number}` }))
  expect(runs.map(numbersOf)).toEqual([[0]])
  answers.push(batch.add({ number: 3, key: 'k3' }))
  expect(runs.map(numbersOf)).toEqual([[0], [1, 2, 3]])
  for (const run of runs) run.end()
  expect(await Promise.all(answers)).toEqual([0, 1, 2, 3])
})

test.each([
  { waiting: 2, taken: [] },
  { waiting: 5, taken: [5] },
  { waiting: 8, taken: [5] },
])('a lane that is free leaves behind none of $waiting or enough for another', async ({ waiting, taken }) => {
  const { batch, runs } = createHeldBatch({ lanes: 2, least: 3 })
  const add = (number: number) => batch.add({ number, key: `k${number}` })
  const before = [0, 1, 2, 3].map(add)
  expect(runs.map(numbersOf)).toEqual([[0], [1, 2, 3]])
  const answers = Array.from({ length: waiting }, (_, index) => add(4 + index))
  runs[1]?.end()
  await before[1]
  expect(runs.slice(2).map(({ items }) => items.length)).toEqual(taken)
  for (let ended = 0; ended < runs.length; ended += 1) {
    runs[ended]?.end()
    await Promise.all(runs[ended]?.items.map(({ number }) => [...before, ...answers][number]) ?? [])
  }
  await Promise.all(answers)
})

test('a lane that is late holds up nobody else', async () => {
  const { batch, runs } = createHeldBatch({ lanes: 2, least: 3, lateMs: 10 })
  const answers = [0, 1].map((number) => batch.add({ number, key: `k${number}` }))
  await expect.poll(() => runs.map(numbersOf)).toEqual([[0], [1]])
  for (const run of runs) run.end()
  expect(await Promise.all(answers)).toEqual([0, 1])
})

test('what no other lane could take goes along beyond the share, and is never under way in two lanes', async () => {
  const { batch, runs } = createHeldBatch({ lanes: 2 })
  const groups = ['a', 'a', 'b', 'a', 'c', 'a', 'd']
  const answers = groups.map((group, number) => batch.add({ number, key: `k${number}`, group }))
  expect(runs.map(numbersOf)).toEqual([[0], [2]])
  runs[1]?.end()
  await answers[2]
  expect(runs.slice(2).map(numbersOf)).toEqual([[4, 6]])
  runs[0]?.end()
  await answers[0]
  expect(runs.slice(3).map(numbersOf)).toEqual([[1, 3, 5]])
})

test('what a failed run held is rejected, and the next goes on', async () => {
  const { batch, runs } = createHeldBatch()
  const answers = [1, 2].map((number) => batch.add({ number, key: `k${number}` }))
  runs[0]?.end(new Error('lost'))
  await expect(answers[0]).rejects.toThrow('lost')
  runs[1]?.end()
  expect(await answers[1]).toBe(2)
  await batch.idle()
})

test('items of one key keep their order and are never under way at once, whatever ends first', async () => {
  const schedule = fc.record({
    keys: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 40 }),
    lanes: fc.integer({ min: 1, max: 3 }),
    most: fc.integer({ min: 1, max: 5 }),
    least: fc.integer({ min: 1, max: 4 }),
    ends: fc.array(fc.nat(), { minLength: 1 }),
  })
  await fc.assert(
    fc.asyncProperty(schedule, async ({ keys, lanes, most, least, ends }) => {
      const { batch, runs } = createHeldBatch({ lanes, most, least })
      const answered: Item[] = []
      const answers = keys.map((key, number) =>
        batch.add({ number, key }).then(() => answered.push({ number, key })),
      )
      const open = new Set<(typeof runs)[number]>()
      for (let seen = 0, turn = 0; answered.length < keys.length; turn += 1) {
        for (; seen < runs.length; seen += 1) {
          const run = runs[seen]
          if (run !== undefined) open.add(run)
        }
        const underWay = [...open].flatMap(({ items }) => items.map(({ key }) => key))
        expect(new Set(underWay).size).toBe(underWay.length)
        expect(open.size).toBeLessThanOrEqual(lanes)
        const chosen = [...open][(ends[turn % ends.length] ?? 0) % open.size]
        if (chosen === undefined) throw new Error('something waits, and nothing is under way')
        open.delete(chosen)
        chosen.end()
        await Promise.all(chosen.items.map(({ number }) => answers[number]))
      }
      for (const key of ['a', 'b', 'c']) {
        const order = answered.filter((item) => item.key === key).map(({ number }) => number)
        expect(order).toEqual(order.toSorted((one, other) => one - other))
      }
      await batch.idle()
    }),
  )
})

test('an item that goes by itself keeps no neighbour waiting, neither for the answer nor to go on, and has what is left of the time', async () => {
  vi.useFakeTimers()
  const { promise: never } = Promise.withResolvers<number>()
  const batch = new NaturalBatch<Item, number>(
    async (items) => items.map(({ number }) => (number === 1 ? never : Promise.resolve(10 * number))),
    {
      lanes: 2,
      most: 2,
      least: 2,
      deadlineMs: 60_000,
      keysOf: ({ key }) => [key],
      groupOf: ({ key }) => key,
    },
  )
  const answers = [0, 1, 2].map((number) => batch.add({ number, key: `k${number}` }))
  const held = expect(answers[1]).rejects.toThrow('No answer within')
  expect(await Promise.all([answers[0], answers[2]])).toEqual([0, 20])
  const next = batch.add({ number: 3, key: 'k2' })
  await vi.advanceTimersByTimeAsync(10)
  expect(await next).toBe(30)
  await vi.advanceTimersByTimeAsync(60_000)
  await held
  await batch.idle()
})

test('what ends after its deadline is told once it has ended, together or by itself', async () => {
  vi.useFakeTimers()
  const runs = [
    Promise.withResolvers<(number | Promise<number>)[]>(),
    Promise.withResolvers<number>(),
  ] as const
  const onLate = vi.fn()
  const results = [runs[0].promise, Promise.resolve([runs[1].promise])]
  const batch = new NaturalBatch<Item, number>(async () => (await results.shift()) ?? [], {
    lanes: 1,
    most: 1,
    deadlineMs: 60_000,
    onLate,
  })
  for (const [times, run] of runs.entries()) {
    const held = expect(batch.add({ number: 1, key: 'k1' })).rejects.toThrow('No answer within')
    await vi.advanceTimersByTimeAsync(60_000)
    await held
    expect(onLate).toHaveBeenCalledTimes(times)
    run.reject(new Error('the connection was lost'))
    await vi.advanceTimersByTimeAsync(0)
    expect(onLate).toHaveBeenCalledTimes(times + 1)
  }
})
