import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, signInTo, thread } from './browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('all that the client loads comes from its own server, and its code compressed', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const context = await browser.newContext({ baseURL: world.origin })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  const origins = new Set<string>()
  const plainAssets: string[] = []
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url())
    origins.add(origin)
    const isLarge = Number(response.headers()['content-length']) >= 1_024
    if (pathname.startsWith('/assets/') && isLarge && response.headers()['content-encoding'] === undefined)
      plainAssets.push(pathname)
  })
  await page.goto(`/messages/${conversationId}`)
  await thread(page, 'Bob').box.waitFor()
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('settings-page')),
  )
  expect([...origins]).toEqual([world.origin])
  expect(plainAssets).toEqual([])
  await context.close()
})
