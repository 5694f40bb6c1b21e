import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replayOf, reportFigures, reportProgress, sizeOf, timeFor } from '../proofs/figures.ts'
import { BothSides } from './both-sides.ts'
import { HISTORY } from './commands.ts'
import { freezeClock } from './frozen-clock.ts'
import { createInProcess } from './in-process.ts'

const HISTORIES = sizeOf('model', 200)
const FIGURES = { dailyFreeLimit: 3, pointsPerMessage: 10 }

test(
  `the SQL and the model of the rules agree in ${HISTORIES} random histories`,
  async () => {
    await using real = await createInProcess(FIGURES)
    const clock = await freezeClock(real.sql)
    let histories = 0
    let commands = 0
    const property = fc.asyncProperty(HISTORY, async (history) => {
      const both = await BothSides.open(real, clock, FIGURES, history)
      for (const command of history.commands) await both.run(command)
      histories += 1
      commands += history.commands.length
      reportProgress('model', histories, HISTORIES)
    })
    await fc.assert(property, { numRuns: HISTORIES, ...replayOf() })
    const [wrong] = await real.sql<{ wallets: number }[]>`
      select count(*)::integer as wallets from pennypost.accounts a
      where a.balance <> (select coalesce(sum(points), 0) from pennypost.ledger l where l.user_id = a.user_id)
        or a.entry_count <> (select count(*) from pennypost.ledger l where l.user_id = a.user_id)`
    expect(wrong?.wallets).toBe(0)
    reportFigures('model', { histories, commands, differences: 0 })
  },
  timeFor(HISTORIES, 500),
)
