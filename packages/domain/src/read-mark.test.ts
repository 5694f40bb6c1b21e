import fc from 'fast-check'
import { expect, test } from 'vitest'
import { moveReadMark } from './read-mark.ts'

test('a read mark never moves back, never past the last change, and reaches what it is told to in between', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.nat(100), fc.nat(50), (readSeq, upToSeq, more) => {
      const lastSeq = readSeq + more
      const moved = moveReadMark(readSeq, upToSeq, lastSeq)
      expect(moved).toBeGreaterThanOrEqual(readSeq)
      expect(moved).toBeLessThanOrEqual(lastSeq)
      if (upToSeq >= readSeq && upToSeq <= lastSeq) expect(moved).toBe(upToSeq)
    }),
  )
})

test('marking twice is marking once', () => {
  const once = moveReadMark(3, 9, 7)
  expect(moveReadMark(once, 9, 7)).toBe(once)
})
