import type { Sql } from 'postgres'
import { localTime, transitionsOf } from './oracle.ts'
import { type Spent, settleIn, spendAllowances } from './spend-allowances.ts'

/** Instants in a statement: one that writes a row over and over slows down. */
const AT_ONCE = 15
const AROUND_MS = [-2_000, -1_000, 0, 1_000, 2_000]

export type ZoneFigures = {
  transitions: number
  instants: number
  dates: number
  messages: number
  /** Where a rule was broken: must be empty. */
  faults: string[]
  /** Where the database and the oracle have different editions of the zone data, so that their clocks differ. */
  editions: string[]
}

/** Tries one zone at each of its transitions and at the midnights around it, two seconds either side. */
export async function tryZone(
  sql: Sql,
  timeZone: string,
  years: { from: number; to: number },
): Promise<ZoneFigures> {
  const transitions = transitionsOf(timeZone, years.from, years.to)
  const centres = transitions.length > 0 ? transitions : [Date.UTC(years.from, 6)]
  const instants = new Set(
    centres
      .flatMap((at) => {
        const { startedAtMs, resetsAtMs } = localTime(timeZone, at)
        return [startedAtMs, at, resetsAtMs]
      })
      .flatMap((at) => AROUND_MS.map((off) => at + off)),
  )
  const inOrder = [...instants].sort((one, other) => one - other)
  const conversationId = await settleIn(sql, timeZone)
  const spent: Spent[] = []
  for (let from = 0; from < inOrder.length; from += AT_ONCE)
    spent.push(...(await spendAllowances(sql, timeZone, conversationId, inOrder.slice(from, from + AT_ONCE))))
  const figures: ZoneFigures = {
    transitions: transitions.length,
    instants: spent.length,
    dates: 0,
    messages: 0,
    faults: [],
    editions: [],
  }
  let lastDay = ''
  for (const here of spent) {
    const isNewDay = here.day !== lastDay
    const where = `${timeZone} at ${new Date(here.atMs).toISOString()}`
    const wrong = (what: string) => figures.faults.push(`${where}: ${what}; ${JSON.stringify(here)}`)
    if (here.day < lastDay) wrong(`${lastDay} was over`)
    if (here.day !== here.wall.slice(0, 10)) wrong('the day is not the local date')
    if (!here.resetsAtMidnight) wrong('the reset is not the beginning of the next local date')
    if (here.free !== (isNewDay ? 20 : 0)) wrong(`${isNewDay ? 20 : 0} free messages were due`)
    const oracle = localTime(timeZone, here.atMs)
    if (oracle.wall !== here.wall)
      figures.editions.push(`${where}: the database's clock shows ${here.wall}, Node's ${oracle.wall}`)
    else if (oracle.day !== here.day) wrong(`Temporal says ${oracle.day}`)
    else if (oracle.resetsAtMs !== here.resetsAtMs)
      await judgeReset(sql, timeZone, here.resetsAtMs, oracle.resetsAtMs, figures, wrong)
    figures.dates += isNewDay ? 1 : 0
    figures.messages += here.free
    lastDay = here.day
  }
  return figures
}

/** Two different resets are nobody's fault where the two clocks differ there. */
async function judgeReset(
  sql: Sql,
  timeZone: string,
  oursMs: number,
  oraclesMs: number,
  figures: ZoneFigures,
  wrong: (what: string) => void,
): Promise<void> {
  for (const atMs of [oursMs, oraclesMs]) {
    const at = new Date(atMs).toISOString()
    const [row] = await sql<{ wall: string }[]>`
      select to_char(${at}::timestamptz at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI:SS') as wall`
    if (row?.wall === localTime(timeZone, atMs).wall) continue
    figures.editions.push(`${timeZone} at ${at}: the clocks differ at a reset`)
    return
  }
  wrong(`Temporal says that the day ends at ${new Date(oraclesMs).toISOString()}`)
}
