import { expect, test } from 'vitest'
import { buildRows } from './build-rows.ts'

const at = (day: number, hour: number, minute: number) => new Date(2026, 10, day, hour, minute).toISOString()
const message = (id: string, senderId: string, createdAt: string) => ({ id, senderId, createdAt })
const outline = (rows: ReturnType<typeof buildRows>) =>
  rows.map((row) => (row.kind === 'message' ? `${row.startsGroup ? '+' : ' '}${row.key}` : row.kind))

test('each day of the device has one separator before its first message', () => {
  const rows = buildRows(
    [
      message('a', 'ada', at(20, 23, 58)),
      message('b', 'ada', at(21, 0, 1)),
      message('c', 'ada', at(21, 0, 2)),
    ],
    null,
  )
  expect(outline(rows)).toEqual(['day', '+a', 'day', '+b', ' c'])
})

test('one sender within five minutes is one group; another sender or a longer pause starts a new one', () => {
  const rows = buildRows(
    [
      message('a', 'ada', at(20, 9, 0)),
      message('b', 'ada', at(20, 9, 5)),
      message('c', 'bob', at(20, 9, 5)),
      message('d', 'bob', at(20, 9, 11)),
    ],
    null,
  )
  expect(outline(rows)).toEqual(['day', '+a', ' b', '+c', '+d'])
})

test('the marker stands before the first unread message and breaks its group', () => {
  const rows = buildRows([message('a', 'ada', at(20, 9, 0)), message('b', 'ada', at(20, 9, 1))], 'b')
  expect(outline(rows)).toEqual(['day', '+a', 'unread', '+b'])
})

test('a pending message whose clock lags opens no earlier day', () => {
  const rows = buildRows([message('a', 'ada', at(21, 9, 0)), message('b', 'bob', at(20, 9, 0))], null)
  expect(outline(rows)).toEqual(['day', '+a', '+b'])
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
})
