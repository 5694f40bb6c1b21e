import { inspectSchema } from '@pennypost/db'
import { withDeadline } from '../../deadline.ts'
import { explainDatabase } from '../../explain-database.ts'
import type { OperatorServices } from '../../operator-services.ts'

/** One thing that was looked at; `todo` says how to mend what is wrong. */
export type Diagnosis = { check: string; ok: boolean; found: string; todo: string | null }

const OLDEST_VERSION = 15
const MOST_SKEW_MS = 2_000
const DEADLINE_MS = 8_000

type About = { version: string; major: number; is_replica: boolean; now: string; ahead_hours: number }

/** Looks at the database, what is installed in it, and its clock. It never throws: what fails is a finding. */
export async function diagnoseDatabase(services: OperatorServices): Promise<Diagnosis[]> {
  try {
    return await withDeadline(lookAt(services), DEADLINE_MS)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
    const meaning = explainDatabase(code, error instanceof Error ? error.message : '')
    return [
      wrong(
        'database',
        `does not answer (${code})`,
        meaning ?? 'start Pennypost with npm start, or set DATABASE_URL to a Postgres that runs',
      ),
    ]
  }
}

async function lookAt({ database, settings }: OperatorServices): Promise<Diagnosis[]> {
  const askedMs = Date.now()
  const [about] = await database.sql<About[]>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::integer / 10000 as major, pg_is_in_recovery() as is_replica,
      clock_timestamp() as now`
  const skewMs = about === undefined ? 0 : Date.parse(about.now) - (askedMs + Date.now()) / 2
  if (about === undefined) throw new Error('the database answered no row')
  const diagnoses = [diagnoseServer(about), diagnoseSkew(skewMs)]
  const schema = await inspectSchema(database.sql)
  const migrations =
    schema.unknown > 0
      ? wrong(
          'migrations',
          `${schema.unknown} of a newer version`,
          'run the version that made them, or later',
        )
      : schema.missing > 0
        ? wrong('migrations', `${schema.missing} missing`, 'start this version once: a start applies them')
        : right('migrations', 'up to date')
  const functions =
    schema.functions === 'other' || schema.charge === 'missing'
      ? wrong(
          'functions',
          schema.functions === 'other' ? 'not those of this version' : 'pennypost.charge is missing',
          'start this version once: a start installs them',
        )
      : right('functions', schema.charge === 'host' ? 'up to date, and a charge of your own' : 'up to date')
  return [...diagnoses, migrations, functions, diagnoseTestClock(schema.functions, settings.testClock)]
}

function diagnoseServer({ version, major, is_replica }: About): Diagnosis {
  if (major < OLDEST_VERSION)
    return wrong('database', `Postgres ${version}`, `use Postgres ${OLDEST_VERSION} or later`)
  if (is_replica)
    return wrong('database', `Postgres ${version}, a replica`, 'point DATABASE_URL at the primary')
  return right('database', `Postgres ${version}`)
}

function diagnoseSkew(skewMs: number): Diagnosis {
  const found = `the database is ${Math.abs(Math.round(skewMs))} ms ${skewMs < 0 ? 'behind' : 'ahead of'} this machine`
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return right('clock', found)
  return wrong('clock', found, 'set both clocks by NTP: tokens and sessions go by the machine’s')
}

function diagnoseTestClock(installed: 'production' | 'test' | 'other', isWanted: boolean): Diagnosis {
  if (installed === 'test' && !isWanted)
    return wrong(
      'test clock',
      'installed',
      'set TEST_CLOCK=1 here too, or start once without it to remove it',
    )
  if (installed === 'production' && isWanted)
    return wrong('test clock', 'not installed', 'start once with TEST_CLOCK=1 to install it')
  return right('test clock', installed === 'test' ? 'installed, as TEST_CLOCK asks' : 'not installed')
}

export function right(check: string, found: string): Diagnosis {
  return { check, ok: true, found, todo: null }
}

export function wrong(check: string, found: string, todo: string): Diagnosis {
  return { check, ok: false, found, todo }
}
