import { expect, test } from 'vitest'
import { ZONES } from '../model/commands.ts'
import { reportFigures, reportNotes, reportProgress, sizeOf, timeFor } from '../proofs/figures.ts'
import { createTestDatabase } from '../world/database.ts'
import { prepareSpending } from './spend-allowances.ts'
import { tryZone } from './try-zone.ts'

const ALL = Intl.supportedValuesOf('timeZone')
const YEARS = { from: 2038 - sizeOf('years', 2), to: 2037 }
/** Odd ones, and some others to make up the number. */
const SAMPLE = [...new Set([...ZONES, ...ALL])].slice(0, sizeOf('zones', ZONES.length + 2))

test(
  `at every change of the clocks from ${YEARS.from} to ${YEARS.to} each instant has one date and each date 20 free messages, in ${SAMPLE.length} zones`,
  async (context) => {
    await using database = await createTestDatabase()
    const { sql } = database
    await prepareSpending(sql)
    const known = new Set(
      (await sql<{ name: string }[]>`select name from pg_timezone_names`).map(({ name }) => name),
    )
    const faults: string[] = []
    const total = { zones: 0, transitions: 0, instants: 0, dates: 0, messages: 0 }
    const editions = SAMPLE.filter((timeZone) => !known.has(timeZone)).map(
      (timeZone) => `${timeZone}: the database does not know it`,
    )
    for (const timeZone of SAMPLE.filter((name) => known.has(name))) {
      const figures = await tryZone(sql, timeZone, YEARS)
      faults.push(...figures.faults)
      editions.push(...figures.editions)
      total.zones += 1
      total.transitions += figures.transitions
      total.instants += figures.instants
      total.dates += figures.dates
      total.messages += figures.messages
      reportProgress('zones', total.zones, SAMPLE.length)
    }
    for (const edition of editions) await context.annotate(edition, 'zone data')
    expect(faults).toEqual([])
    expect(total.messages).toBe(20 * total.dates)
    const differing = new Set(editions.map((line) => line.split(/[: ]/)[0]))
    reportNotes('zones', editions)
    reportFigures('zones', { ...total, differences: editions.length, where: [...differing].join(' ') || '–' })
  },
  timeFor(SAMPLE.length, 6_000),
)

test('where midnight comes twice, hours apart, the day ends at the first', async () => {
  await using database = await createTestDatabase()
  await prepareSpending(database.sql)
  const { faults, transitions } = await tryZone(database.sql, 'Antarctica/Casey', { from: 2020, to: 2023 })
  expect(faults).toEqual([])
  expect(transitions).toBeGreaterThan(5)
})
