import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { expectWithin, tellFigures } from './figures.ts'

const GOAL_KB = 110
const LIMIT_KB = 170

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld()
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

test('29 bundle budget: what a thread needs to open, and not one request to another host on any page', async () => {
  const conversationId = await world.direct()
  await world.bob.send(conversationId, 'Look: https://example.org/somewhere')
  const context = await browser.newContext({ baseURL: world.origin })
  const hosts = new Set<string>()
  const scripts = new Set<string>()
  context.on('request', (request) => {
    hosts.add(new URL(request.url()).origin)
    if (request.resourceType() === 'script') scripts.add(request.url())
  })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  page.on('websocket', (socket) => hosts.add(new URL(socket.url()).origin.replace('ws', 'http')))
  await page.goto(`/messages/${conversationId}`)
  await thread(page, 'Bob').message('Look').waitFor()
  await page.waitForLoadState('networkidle')
  const sizes = await Promise.all([...scripts].map(gzippedBytes))
  const initialKb = sizes.reduce((sum, bytes) => sum + bytes) / 1_000

  await thread(page, 'Bob').write('hello')
  await thread(page, 'Bob').disappears.click()
  await page.getByRole('radio').first().waitFor()
  for (const path of ['/wallet', '/settings', '/nowhere', '/messages']) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
  }
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByLabel('Email').waitFor()
  expect([...hosts]).toEqual([world.origin])
  tellFigures(29, { goal: `${GOAL_KB} kB ${initialKb <= GOAL_KB ? 'met' : 'missed'}`, 'other hosts': 0 })
  expectWithin(29, 'initial scripts', initialKb, LIMIT_KB, 'kB gz')
})

async function gzippedBytes(url: string): Promise<number> {
  const response = await fetch(url)
  return gzipSync(await response.bytes(), { level: 9 }).length
}
