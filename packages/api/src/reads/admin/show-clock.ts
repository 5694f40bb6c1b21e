import type { OperatorServices } from '../../operator-services.ts'

export type ClockView = {
  /** What every server takes for the time. */
  now: string
  aheadHours: number
  /** Whether the database has the clock of TEST_CLOCK=1. */
  canMove: boolean
}

type Row = { now: string; ahead_hours: number; can_move: boolean }

/** The one clock, and how far it has been moved. */
export async function showClock({ database }: OperatorServices): Promise<ClockView> {
  const [row] = await database.sql<Row[]>`
    select pennypost.now() as now, pennypost.clock_can_move() as can_move,
      coalesce((select extract(epoch from ahead) from pennypost.test_clock), 0)::float8 / 3600 as ahead_hours`
  if (row === undefined) throw new Error('the clock answered no row')
  return { now: row.now, aheadHours: row.can_move ? row.ahead_hours : 0, canMove: row.can_move }
}
