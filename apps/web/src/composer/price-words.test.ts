import { previewPrice } from '@pennypost/client'
import { POLICY } from '@pennypost/domain'
import { expect, test } from 'vitest'
import { en } from '../wording/en/words.ts'
import { createFormats } from '../wording/formats.ts'
import { priceWords, sendName } from './price-words.ts'

const formats = createFormats('en-GB')

function purse(usedToday: number, balance: number) {
  const { dailyFreeLimit, pointsPerMessage } = POLICY
  return previewPrice(
    {
      dailyFreeLimit,
      usedToday,
      remainingFree: dailyFreeLimit - usedToday,
      pointsPerMessage,
      balance,
      next: { kind: 'free' },
      day: '2026-11-22',
      timeZone: 'UTC',
      resetsAt: '2026-11-23T00:00:00.000Z',
    },
    [],
  )
}

test.each([
  [0, 240, 'Free · 20 left today', 'Send, free'],
  [19, 240, 'Free · 1 left today', 'Send, free'],
  [20, 240, '10 points · balance 240', 'Send for 10 points'],
  [20, 4, 'Not enough points (need 10, have 4)', 'Send for 10 points'],
])(
  'after %i messages and with %i points the line and the button name the price',
  (used, balance, line, name) => {
    const price = purse(used, balance)
    expect(priceWords(price, en, formats)).toBe(line)
    expect(sendName(price, en, formats)).toBe(name)
  },
)
