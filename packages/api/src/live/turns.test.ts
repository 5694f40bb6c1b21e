import { LIMITS } from '@pennypost/domain'
import { expect, test, vi } from 'vitest'
import { Turns } from './turns.ts'

test('answers are made a few at a time, in their order, and all of them', async () => {
  const turns = new Turns(() => 0)
  const made: number[] = []
  let underWay = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      turns.take(async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await new Promise((resolve) => setImmediate(resolve))
        made.push(index)
        underWay -= 1
      }),
    ),
  )
  expect(most).toBe(4)
  expect(made).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('nothing is made while what was given is not read, and all of it once it is', async () => {
  let unread = LIMITS.unreadOutputBytes
  const turns = new Turns(() => unread)
  const run = vi.fn(async () => 'made')
  const answers = Promise.all([turns.take(run), turns.take(run)])
  await new Promise((resolve) => setImmediate(resolve))
  expect(run).not.toHaveBeenCalled()
  unread = 0
  expect(await answers).toEqual(['made', 'made'])
})

test('an answer that fails gives its turn on', async () => {
  const turns = new Turns(() => 0)
  const failing = Array.from({ length: 9 }, () => turns.take(() => Promise.reject(new Error('no'))))
  expect(await Promise.allSettled(failing)).toHaveLength(9)
  expect(await turns.take(async () => 'made')).toBe('made')
})
