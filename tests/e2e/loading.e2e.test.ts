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

test('a part whose code cannot be fetched at first comes by itself, and the rest works meanwhile', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const context = await browser.newContext({ baseURL: world.origin, viewport: { width: 1440, height: 900 } })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  let asked = 0
  await page.route('**/assets/details-*.js', async (route) => {
    asked += 1
    await (asked < 3 ? route.abort() : route.continue())
  })
  await page.goto(`/messages/${conversationId}`)
  await thread(page, 'Bob').write('meanwhile')
  await thread(page, 'Bob').message('meanwhile').waitFor()
  expect(asked).toBeLessThan(3)
  await page.getByRole('complementary', { name: 'Details' }).getByText('People').waitFor()
  await context.close()
})

test('a part that is not on the server any more says so, and Retry fetches the client anew', async () => {
  await using world = await createWorld()
  const context = await browser.newContext({ baseURL: world.origin })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.clock.install()
  await page.route('**/assets/wallet-*.js', (route) => route.fulfill({ status: 404 }))
  await page.goto('/wallet')
  const says = page.getByText('This part stopped working')
  await expect
    .poll(
      async () => {
        await page.clock.fastForward(2_000)
        return await says.isVisible()
      },
      { timeout: 20_000 },
    )
    .toBe(true)
  await page.unroute('**/assets/wallet-*.js')
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('heading', { name: 'Wallet' }).waitFor()
  await context.close()
})
