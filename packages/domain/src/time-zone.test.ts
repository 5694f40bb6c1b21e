import { expect, test } from 'vitest'
import { isTimeZone } from './time-zone.ts'

test.each(['UTC', 'Europe/Berlin', 'europe/berlin', 'Asia/Kathmandu', 'Asia/Katmandu', 'Etc/GMT+5', 'GMT0'])(
  '%s is a zone',
  (name) => {
    expect(isTimeZone(name)).toBe(true)
  },
)

test.each([
  '',
  'Mars/Base',
  '../etc',
  '/etc/localtime',
  '+05:00',
  'UTC+5',
  'Europe/Berlin\n',
  'Europe/Ber lin',
])('%j is none', (name) => {
  expect(isTimeZone(name)).toBe(false)
})
