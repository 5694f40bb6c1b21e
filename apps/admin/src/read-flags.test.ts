import { expect, test } from 'vitest'
import { readFlags } from './read-flags.ts'

test.each([
  ['--json stats', { json: true, yes: false, words: ['stats'] }],
  ['users ban --user x --yes --json', { json: true, yes: true, words: ['users', 'ban', '--user', 'x'] }],
  ['expired purge --dry-run --yes', { json: false, yes: true, words: ['expired', 'purge', '--dry-run'] }],
  ['users find --limit=5 --json x', { json: true, yes: false, words: ['users', 'find', '--limit=5', 'x'] }],
])('the flags stand anywhere: %s', (line, read) => {
  expect(readFlags(line.split(' '))).toEqual(read)
})

test.each(['wallet grant --reason --yes', 'users show --user --json', 'users find -- --json'])(
  'what an option takes as its value, or what stands behind --, is no flag: %s',
  (line) => {
    const words = line.split(' ')
    expect(readFlags(words)).toEqual({ json: false, yes: false, words })
  },
)
