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

test('a part whose code cannot be fetched comes once the server answers, and the rest works meanwhile', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const context = await browser.newContext({ baseURL: world.origin, viewport: { width: 1440, height: 900 } })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  let isAway = true
  const asked: string[] = []
  await page.route(
    ({ pathname }) => pathname === '/' || pathname.startsWith('/assets/details-'),
    async (route) => {
      asked.push(route.request().method())
      await (isAway ? route.abort() : route.continue())
    },
  )
  await page.goto(`/messages/${conversationId}`)
  await expect.poll(() => asked).toContain('HEAD')
  await thread(page, 'Bob').write('meanwhile')
  await thread(page, 'Bob').message('meanwhile').waitFor()
  isAway = false
  await page.getByRole('complementary', { name: 'Details' }).getByText('People').waitFor()
  await context.close()
})

test('a part that cannot be fetched says so at once, can be given up, and does not come up on another page', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const context = await browser.newContext({ baseURL: world.origin, viewport: { width: 1440, height: 900 } })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  let isAway = true
  let fetched = 0
  await page.route(
    ({ pathname }) => pathname === '/' || /^\/assets\/(new-conv|settings-)/.test(pathname),
    async (route) => {
      if (!isAway && route.request().url().includes('new-conv')) fetched += 1
      await (isAway ? route.abort() : route.continue())
    },
  )
  await page.goto(`/messages/${conversationId}`)
  await thread(page, 'Bob').box.waitFor()
  const open = page.getByRole('button', { name: 'New conversation' })
  const coming = page.getByRole('status').filter({ hasText: 'Loading' })
  await open.click()
  await coming.waitFor()
  await page.keyboard.press('Escape')
  await coming.waitFor({ state: 'detached' })
  await open.click()
  await coming.waitFor()
  await page.goto('/messages')
  await open.click()
  await coming.waitFor()
  await page.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href="/settings"]')?.click())
  await coming.waitFor()
  isAway = false
  await page.getByRole('heading', { name: 'Settings' }).waitFor()
  await expect.poll(() => fetched).toBeGreaterThan(0)
  expect(await page.getByRole('dialog').count()).toBe(0)
  await context.close()
})

test('a part that is not on the server any more says so, and Retry fetches the client anew', async () => {
  await using world = await createWorld()
  const context = await browser.newContext({ baseURL: world.origin })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.route('**/assets/wallet-*.js', (route) => route.fulfill({ status: 404 }))
  await page.goto('/wallet')
  await page.getByText('This part stopped working').waitFor()
  await page.unroute('**/assets/wallet-*.js')
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('heading', { name: 'Wallet' }).waitFor()
  await context.close()
})
