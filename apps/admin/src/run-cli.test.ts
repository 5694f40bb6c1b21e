import { adminRouter, operatorContext } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import { expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

class NoDatabase extends Error {}

const services = {
  get database(): Database {
    throw new NoDatabase()
  },
  settings: { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: true },
}
const run = (words: string[]) => runCli(adminRouter(services), operatorContext('test'), words)

const GRANT = ['wallet', 'grant', '--user', 'x', '--reason', 'y']
const QUOTA = ['quota', 'set', '--user', 'x']

test.each([
  [[...GRANT, '--points', 'abc'], 'must be a number'],
  [[...GRANT, '--points', ''], 'must be a number'],
  [[...GRANT, '--points', '5', '--reason', ''], 'must not be empty'],
  [[...GRANT, '--points', '5', '--key'], 'argument missing'],
  [[...QUOTA, '--daily-free'], 'argument missing'],
  [[...QUOTA, '--daily-free', ''], 'must be a number'],
  [[...QUOTA, '--daily-free='], 'must be a number'],
  [['price', 'set-opening', '--user', 'x', '--points', ' '], 'must be a number'],
  [['clock', 'advance', '--hours', 'abc'], 'must be a number'],
  [['users', 'find', 'x', '--limit', 'abc'], 'must be a number'],
  [['expired', 'purge', '--dry-run', 'maybe'], 'must be true or false'],
  [['users', 'set-role', '--user', 'x', '--role', 'king'], 'Allowed choices are'],
])('an option’s value that is none is an error of usage: %j', async (words, what) => {
  const outcome = await run(words)
  expect(outcome).toMatchObject({ kind: 'usage', text: expect.stringContaining('Usage: npm run admin --') })
  expect(outcome).toMatchObject({ text: expect.stringContaining(what) })
})

test.each([
  [[...GRANT, '--points', '5', '--key', '--json']],
  [[...QUOTA, '--daily-free', '0']],
  [['clock', 'advance', '--hours', '0.5']],
  [['expired', 'purge', '--dry-run', 'false']],
])('values of the right kind reach the database: %j', async (words) => {
  const outcome = await run(words)
  expect(outcome.kind === 'failed' && outcome.error).toBeInstanceOf(NoDatabase)
})

test('a number that a rule refuses is a refusal', async () => {
  const outcome = await run([...GRANT, '--points', '1.5'])
  expect(outcome).toMatchObject({ kind: 'failed', error: { cause: { refusal: { code: 'INVALID_INPUT' } } } })
})
