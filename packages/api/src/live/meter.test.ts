import { LIMITS } from '@pennypost/domain'
import { afterEach, expect, test, vi } from 'vitest'
import { Meter } from './meter.ts'

const SPACE_BYTES = LIMITS.unreadOutputBytes - LIMITS.unaskedOutputBytes
const THIRD = () => SPACE_BYTES / 3
const WHOLE = () => LIMITS.unreadOutputBytes

/** A socket whose reader takes only what the test takes. */
function createMeter() {
  const output = { bufferedAmount: 0, pause: vi.fn(), resume: vi.fn() }
  const giveUp = vi.fn()
  return { output, giveUp, meter: new Meter(output, giveUp) }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

afterEach(() => vi.useRealTimers())

test('as many answers are made at once as fit, in their order, and all of them', async () => {
  const { meter } = createMeter()
  const made: number[] = []
  let underWay = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      meter.inTurn(THIRD, async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await turnOfTheLoop()
        made.push(index)
        underWay -= 1
      }),
    ),
  )
  expect(most).toBe(3)
  expect(made).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('of many pages in one turn only as many as fit get space, before the socket has any of them', () => {
  const { output, meter } = createMeter()
  const given = Array.from({ length: 100 }, () => meter.take(20_000)).filter((hasSpace) => hasSpace)
  expect(given).toHaveLength(Math.floor(SPACE_BYTES / 20_000))
  output.bufferedAmount = given.length * 20_000
  meter.passedOn()
  expect(meter.take(20_000)).toBe(false)
  output.bufferedAmount = 0
  expect(meter.take(20_000)).toBe(true)
})

test('an answer takes its space until the socket has it', async () => {
  const { output, meter } = createMeter()
  await meter.inTurn(THIRD, async () => 'made')
  expect(meter.take(SPACE_BYTES)).toBe(false)
  meter.passedOn()
  output.bufferedAmount = 100
  expect(meter.take(SPACE_BYTES)).toBe(false)
  expect(meter.take(SPACE_BYTES - 100)).toBe(true)
})

test('what may be larger than all the space is made when everything is taken, and alone', async () => {
  const { output, meter } = createMeter()
  output.bufferedAmount = 1
  const { promise, resolve: finish } = Promise.withResolvers<void>()
  const run = vi.fn(() => promise)
  const large = meter.inTurn(WHOLE, run)
  await turnOfTheLoop()
  expect(run).not.toHaveBeenCalled()
  output.bufferedAmount = 0
  meter.passedOn()
  await vi.waitFor(() => expect(run).toHaveBeenCalled())
  expect(meter.take(1)).toBe(false)
  finish()
  await large
  meter.passedOn()
  expect(meter.take(1)).toBe(true)
})

test('what is small passes nobody who waits, so that a large answer has its turn', async () => {
  const { output, meter } = createMeter()
  output.bufferedAmount = 1
  const made: string[] = []
  const answers = [
    meter.inTurn(WHOLE, async () => made.push('large')),
    meter.inTurn(THIRD, async () => made.push('small')),
  ]
  expect(meter.take(1)).toBe(false)
  output.bufferedAmount = 0
  meter.passedOn()
  await Promise.all(answers)
  expect(made).toEqual(['large', 'small'])
})

test('how much it takes is asked again when there is space: more may have happened meanwhile', async () => {
  const { output, meter } = createMeter()
  output.bufferedAmount = SPACE_BYTES
  let bytes = 1
  const run = vi.fn(async () => {})
  void meter.inTurn(() => bytes, run)
  bytes = 1_000
  output.bufferedAmount = SPACE_BYTES - 999
  meter.passedOn()
  await turnOfTheLoop()
  expect(run).not.toHaveBeenCalled()
  output.bufferedAmount = SPACE_BYTES - 1_000
  meter.passedOn()
  await vi.waitFor(() => expect(run).toHaveBeenCalled())
})

test('an answer that fails gives its space back', async () => {
  const { meter } = createMeter()
  const failing = Array.from({ length: 9 }, () => meter.inTurn(WHOLE, () => Promise.reject(new Error('no'))))
  expect(await Promise.allSettled(failing)).toHaveLength(9)
  meter.passedOn()
  expect(await meter.inTurn(WHOLE, async () => 'made')).toBe('made')
})

test('a reader who takes nothing is given up at the deadline, and nothing is made any more', async () => {
  vi.useFakeTimers()
  const { output, giveUp, meter } = createMeter()
  output.bufferedAmount = 1
  const run = vi.fn(async () => {})
  const answer = expect(meter.inTurn(WHOLE, run)).rejects.toThrow('closing')
  await vi.advanceTimersByTimeAsync(LIMITS.unreadOutputDeadlineMs)
  expect(giveUp).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(giveUp).toHaveBeenCalledOnce()
  await answer
  output.bufferedAmount = 0
  await vi.advanceTimersByTimeAsync(LIMITS.unreadOutputDeadlineMs)
  expect(run).not.toHaveBeenCalled()
  expect(meter.take(1)).toBe(false)
  await expect(meter.inTurn(THIRD, run)).rejects.toThrow('closing')
  expect(vi.getTimerCount()).toBe(0)
})

test('a reader who is slow is not given up, however long somebody waits, nor one who waits for an answer', async () => {
  vi.useFakeTimers()
  const { output, giveUp, meter } = createMeter()
  output.bufferedAmount = 500_000
  let finish = () => {}
  const slow = meter.inTurn(WHOLE, () => new Promise<void>((resolve) => (finish = resolve)))
  const next = meter.inTurn(WHOLE, async () => {})
  for (; output.bufferedAmount > 0; output.bufferedAmount -= 100_000)
    await vi.advanceTimersByTimeAsync(LIMITS.unreadOutputDeadlineMs - 100)
  await vi.advanceTimersByTimeAsync(3 * LIMITS.unreadOutputDeadlineMs)
  finish()
  await slow
  await vi.advanceTimersByTimeAsync(100)
  await next
  expect(giveUp).not.toHaveBeenCalled()
})

test('who asks faster than can be answered is listened to again when two batches are left, though they read', async () => {
  const { output, meter } = createMeter()
  const finished = Promise.withResolvers<void>()
  const answers = Array.from({ length: 2 * LIMITS.callsPerBatch + 2 }, () => {
    meter.hear()
    return meter.inTurn(WHOLE, () => finished.promise, 'call')
  })
  expect(output.pause).not.toHaveBeenCalled()
  meter.hear()
  expect(output.pause).toHaveBeenCalledOnce()
  finished.resolve()
  await answers[0]
  meter.passedOn()
  await answers[1]
  meter.passedOn()
  expect(output.resume).toHaveBeenCalledOnce()
  for (const answer of answers) {
    await answer
    meter.passedOn()
  }
})

test('who does not read is not listened to: past the space, or while a question of theirs waits', async () => {
  const { output, meter } = createMeter()
  meter.hear()
  output.bufferedAmount = 1
  const answers = [meter.inTurn(WHOLE, async () => {}, 'follower')]
  meter.hear()
  expect(output.pause).not.toHaveBeenCalled()
  answers.push(meter.inTurn(WHOLE, async () => {}, 'call'))
  meter.hear()
  meter.hear()
  expect(output.pause).toHaveBeenCalledOnce()
  expect(output.resume).not.toHaveBeenCalled()
  output.bufferedAmount = 0
  meter.passedOn()
  await Promise.all(answers)
  expect(output.resume).toHaveBeenCalledOnce()
  output.bufferedAmount = SPACE_BYTES
  meter.hear()
  expect(output.pause).toHaveBeenCalledTimes(2)
  meter.end()
})
