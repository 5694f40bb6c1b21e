import type { OperatorServices } from '../../operator-services.ts'
import { type ClockView, showClock } from '../../reads/admin/show-clock.ts'
import { type Answer, requireDone } from '../../require-done.ts'

/**
 * Moves the clock ahead, where TEST_CLOCK has installed one that can be moved; every server hears of it.
 * @throws NOT_ALLOWED
 */
export async function advanceClock(
  services: OperatorServices,
  actor: string,
  hours: number,
): Promise<ClockView> {
  requireDone(
    await services.database.sql<{ answer: Answer<object> }[]>`
      select pennypost.advance_clock(${actor}, ${hours}) as answer`,
  )
  return await showClock(services)
}
