import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toIsoInstant } from './iso-instant.ts'

/** As Postgres does: without a fraction's last zeros, and without a fraction where it is all zeros. */
function asPostgresWrites(instant: Date): string {
  const [date = '', time = ''] = instant.toISOString().slice(0, -1).split('T')
  return `${date} ${time.replace(/\.?0+$/, (zeros) => (time.includes('.') ? '' : zeros))}+00`
}

test('every instant of four-digit years is read as a Date reads it', () => {
  const instants = fc.date({
    min: new Date('1000-01-01'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instants, (instant) => {
      expect(toIsoInstant(asPostgresWrites(instant))).toBe(instant.toISOString())
    }),
  )
})

test.each([
  ['2026-01-02 03:04:05+00', '2026-01-02T03:04:05.000Z'],
  ['2026-01-02 03:04:05.6+00', '2026-01-02T03:04:05.600Z'],
  ['2026-01-02 03:04:05.678+00', '2026-01-02T03:04:05.678Z'],
  ['2026-01-02 03:04:05.678901+00', '2026-01-02T03:04:05.678Z'],
  ['2026-01-02 03:04:05.5+05:30', '2026-01-01T21:34:05.500Z'],
  ['2026-01-02 03:04:05+02', '2026-01-02T01:04:05.000Z'],
])('%s is %s', (text, iso) => {
  expect(toIsoInstant(text)).toBe(iso)
})

test('what is no instant is no instant', () => {
  expect(() => toIsoInstant('infinity')).toThrow(RangeError)
})
