import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort, NpmCommand } from '../commands/npm-command.ts'
import { launchBrowser, thread } from '../e2e/browser.ts'
import { expectWithin } from './figures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('30 first run: from a fresh clone to two demo people who write to each other, by one command', {
  timeout: 300_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pennypost-first-run-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const port = await findFreePort()
  const startedMs = performance.now()
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${root}`, join(folder, 'clone')])
  const command = new NpmCommand(['start'], { PORT: `${port}` }, join(folder, 'clone'))
  onTestFinished(async () => {
    if (command.child.exitCode === null) command.child.kill('SIGTERM')
    await command.ended
  })
  await command.says('Pennypost runs on')
  const [atAlice, atBob] = await Promise.all(
    ['Alice Archer', 'Bob Baker'].map(async (name) => {
      const page = await browser.newPage({ baseURL: `http://localhost:${port}` })
      await page.goto('/')
      await page.getByRole('button', { name: `Continue as ${name}` }).click()
      return page
    }),
  )
  if (atAlice === undefined || atBob === undefined) throw new Error('not everybody came')
  await atAlice.getByRole('link', { name: /^Bob Baker/ }).click()
  await atBob.getByRole('link', { name: /^Alice Archer/ }).click()
  await thread(atAlice, 'Bob Baker').write('We are there already.')
  await thread(atBob, 'Alice Archer').message('We are there already.').waitFor()
  const seconds = (performance.now() - startedMs) / 1_000
  // There is a past to look at.
  expect(
    await atAlice.getByRole('navigation', { name: 'Conversations' }).getByRole('link').count(),
  ).toBeGreaterThan(3)
  expectWithin(30, 'clone to first message', seconds, 90, 's')
})
