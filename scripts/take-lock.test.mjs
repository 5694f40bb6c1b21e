import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeLock } from './take-lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pennypost-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a second taker waits, says so once, and goes on when the first lets go', async () => {
  const path = join(folder, 'lock')
  const order = []
  const release = await takeLock(path, () => order.push('first waits'))
  const second = takeLock(path, () => {
    order.push('second waits')
    release()
  })
  const releaseSecond = await second
  expect(order).toEqual(['second waits'])
  releaseSecond()
  expect(existsSync(path)).toBe(false)
})

test('a lock that nobody touched for a while was left by a killed process and is taken', async () => {
  const path = join(folder, 'lock')
  writeFileSync(path, '')
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(path, longAgo, longAgo)
  const release = await takeLock(path, () => {})
  release()
  expect(existsSync(path)).toBe(false)
})
