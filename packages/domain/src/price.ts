import type { Refusal } from './refusals.ts'
import type { Charge, NextCharge } from './values.ts'

/** What decides a price: today's use of the allowance and the wallet. */
export type Purse = {
  usedToday: number
  dailyFreeLimit: number
  pointsPerMessage: number
  balance: number
}

/** What the next message costs: nothing while free ones are left today, then `pointsPerMessage`. */
export function priceOf(purse: Purse): Charge {
  return purse.usedToday < purse.dailyFreeLimit
    ? { kind: 'free' }
    : { kind: 'points', points: purse.pointsPerMessage }
}

/** The price as `quota.status` tells it: `blocked` says how many points are short. */
export function nextCharge(purse: Purse): NextCharge {
  const price = priceOf(purse)
  if (price.kind === 'free' || price.points <= purse.balance) return price
  return { kind: 'blocked', points: price.points, short: price.points - purse.balance }
}

/**
 * Judges a price against what the caller agreed to and what the wallet holds.
 * Consent comes first: someone who never agreed to the price is not told to top up.
 * @returns null where the charge may happen
 */
export function refuseCharge(pricePoints: number, balance: number, maxPoints?: number): Refusal | null {
  if (maxPoints !== undefined && pricePoints > maxPoints)
    return { code: 'PRICE_ABOVE_MAX', price: pricePoints, maxPoints }
  if (pricePoints > balance) return { code: 'NOT_ENOUGH_POINTS', price: pricePoints, balance }
  return null
}
