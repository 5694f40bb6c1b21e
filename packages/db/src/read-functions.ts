import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const FUNCTIONS = new URL('../sql/', import.meta.url)

/** In the order in which they need each other. */
const FUNCTION_FILES = [
  'values',
  'days',
  'ledger',
  'send',
  'summaries',
  'conversations',
  'people',
  'live',
  'control',
  'operations',
  'audit',
]

export type SqlFunctions = {
  /** The function that takes points, which a host may have replaced by its own. */
  charge: string
  /** All others as one text. */
  functions: string
  /** The triggers that call some of them, one statement each. */
  triggers: string[]
  /** By which a database is known to have all that: two hashes, the second of the triggers alone, with a colon between. */
  hash: string
}

/** Reads the SQL functions of this code; each takes the place of what bears its name. */
export async function readFunctions({ testClock }: { testClock: boolean }): Promise<SqlFunctions> {
  const read = (name: string) => readFile(new URL(`${name}.sql`, FUNCTIONS), 'utf8')
  const files = [testClock ? 'clock-test' : 'clock-production', ...FUNCTION_FILES]
  const charge = await read('charge')
  const functions = (await Promise.all(files.map(read))).join('\n')
  const triggers = await read('triggers')
  return {
    charge,
    functions,
    triggers: triggers.split(/;$/m).filter((statement) => statement.trim() !== ''),
    hash: [charge + functions, triggers].map(hashOf).join(':'),
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
