import { POLICY } from '@pennypost/domain'

/** The lifetimes the picker offers, in hours; null: the message stays. */
export const EXPIRY_CHOICES: readonly (number | null)[] = [null, 1, 8, 24, 168, 672]

export type ExpiryUnit = 'hours' | 'days' | 'weeks'

const HOURS_PER_UNIT: Record<ExpiryUnit, number> = { hours: 1, days: 24, weeks: 168 }

/** A lifetime of one's own, in hours; null where it is no number or outside what the server takes. */
export function customExpiryHours(amount: string, unit: ExpiryUnit): number | null {
  const hours = Number(amount.replace(',', '.')) * HOURS_PER_UNIT[unit]
  if (amount.trim() === '' || !Number.isFinite(hours)) return null
  return hours >= POLICY.expirationMinHours && hours <= POLICY.expirationMaxHours ? hours : null
}

/** A lifetime in the largest unit that divides it: 48 h → 2 days, 1.5 h → 1.5 hours. */
export function lifetimeParts(hours: number): { amount: number; unit: ExpiryUnit } {
  if (hours % HOURS_PER_UNIT.weeks === 0) return { amount: hours / HOURS_PER_UNIT.weeks, unit: 'weeks' }
  if (hours % HOURS_PER_UNIT.days === 0) return { amount: hours / HOURS_PER_UNIT.days, unit: 'days' }
  return { amount: hours, unit: 'hours' }
}
