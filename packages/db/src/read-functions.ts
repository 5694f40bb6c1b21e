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

/** All SQL functions of this code as one text, and the hash by which a database is known to have them. */
export async function readFunctions({
  testClock,
  hostSql = '',
}: {
  testClock: boolean
  hostSql?: string
}): Promise<{ text: string; hash: string }> {
  const files = [testClock ? 'clock-test' : 'clock-production', ...FUNCTION_FILES]
  const texts = await Promise.all(files.map((file) => readFile(new URL(`${file}.sql`, FUNCTIONS), 'utf8')))
  const text = [...texts, hostSql].join('\n')
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}
