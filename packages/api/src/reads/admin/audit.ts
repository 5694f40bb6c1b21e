import { inspectSchema } from '@pennypost/db'
import type { Attendant } from '../../attendant.ts'
import type { OperatorServices } from '../../operator-services.ts'

/** One row that is off. */
type Finding = {
  check: string
  subject: string
  problem: string
  found: string | null
  expected: string | null
}

export type AuditReport = {
  ok: boolean
  checks: { check: string; ok: boolean; offending: number; ms: number }[]
  /** The first MOST_SHOWN of each check. */
  findings: Finding[]
}

/** Each is a function of packages/db/sql/audit.sql. */
const CHECKS = [
  'balances',
  'entries',
  'charges',
  'allowances',
  'change_numbers',
  'read_marks',
  'participants',
  'expired_text',
] as const

/** What they compare is in the host's books where its own `pennypost.charge` takes the points. */
const OF_OUR_WALLET: readonly string[] = ['balances', 'charges']

const MOST_SHOWN = 100

/**
 * Recomputes every stored figure from what it follows from, and looks for expired text that can be read. Beside a host's own
 * wallet the checks of ours are left out.
 */
export async function audit(
  { database: { sql } }: OperatorServices,
  attendant: Attendant,
): Promise<AuditReport> {
  const report: AuditReport = { ok: true, checks: [], findings: [] }
  const { charge } = await inspectSchema(sql)
  const names = CHECKS.filter((name) => charge !== 'host' || !OF_OUR_WALLET.includes(name))
  for (const [done, name] of names.entries()) {
    const check = name.replaceAll('_', ' ')
    attendant.report({ step: check, done, total: names.length })
    const startedMs = performance.now()
    const rows = await sql<(Omit<Finding, 'check'> & { total: number })[]>`
      select subject, problem, found, expected, count(*) over () as total
      from ${sql(`pennypost.audit_${name}`)}() limit ${MOST_SHOWN}`
    const offending = rows[0]?.total ?? 0
    report.checks.push({
      check,
      ok: offending === 0,
      offending,
      ms: Math.round(performance.now() - startedMs),
    })
    report.findings.push(...rows.map(({ total: _, ...finding }) => ({ check, ...finding })))
  }
  attendant.report({ step: 'done', done: names.length, total: names.length })
  return { ...report, ok: report.findings.length === 0 }
}
