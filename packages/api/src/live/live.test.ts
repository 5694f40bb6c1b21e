import { connect } from '@pennypost/db'
import { afterEach, expect, test, vi } from 'vitest'
import { DatabaseClock } from '../database-clock.ts'
import { createLocalBus } from './bus.ts'
import { Control } from './control.ts'
import { Live } from './live.ts'
import { Wakeup } from './wakeup.ts'

afterEach(() => vi.useRealTimers())

/** A server alone, with Ada's inbox; what it asks of the inboxes is answered by the test. */
function createLive() {
  const database = connect('postgres://nobody@127.0.0.1:1/nothing')
  const questions: PromiseWithResolvers<never[]>[] = []
  let lose = () => {}
  const given = {
    ...database,
    onLost: (listener: () => void) => {
      lose = listener
    },
    sql: new Proxy(database.sql, {
      apply: (_sql, _this, [parts]: unknown[]) => {
        if (!String(parts).includes('inbox_changes_since')) return Promise.resolve([])
        const question = Promise.withResolvers<never[]>()
        questions.push(question)
        return question.promise
      },
    }),
  }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const live = new Live({
    database: given,
    bus: createLocalBus(),
    control: new Control(given, log),
    clock: new DatabaseClock(),
    settings: { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: false },
  })
  live.openInbox('ada', new Wakeup())
  return { live, questions, lose: () => lose() }
}

test('however much ends late at once, the database is asked once, and once more for what ended meanwhile', async () => {
  vi.useFakeTimers()
  const { live, questions } = createLive()
  for (let times = 0; times < 200; times += 1) live.hearLate()
  expect(questions).toHaveLength(1)
  for (const number of [0, 1]) {
    questions[number]?.resolve([])
    await vi.advanceTimersByTimeAsync(0)
  }
  expect(questions).toHaveLength(2)
  await live.stop()
})

test('after a lost connection something may have been missed until the database has answered what was asked late enough', async () => {
  vi.useFakeTimers()
  const { live, questions, lose } = createLive()
  await vi.advanceTimersByTimeAsync(10_000)
  lose()
  await vi.advanceTimersByTimeAsync(5_000)
  questions[0]?.resolve([])
  await vi.advanceTimersByTimeAsync(14_999)
  expect(live.mayHaveMissed).toBe(true)
  await vi.advanceTimersByTimeAsync(1)
  expect(questions).toHaveLength(2)
  expect(live.mayHaveMissed).toBe(true)
  questions[1]?.resolve([])
  await vi.advanceTimersByTimeAsync(0)
  expect(live.mayHaveMissed).toBe(false)
  await live.stop()
})
