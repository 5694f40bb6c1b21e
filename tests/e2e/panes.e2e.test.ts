import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, openAs, thread } from './browser.ts'

/** As long as a busy machine may need. */
const SOON = { timeout: 20_000 }

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('one pane on a phone, two on a tablet, three on a desk, and the third stays closed once it is closed', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const details = page.getByRole('complementary', { name: 'Details' })
  const { region } = thread(page, 'Bob')
  const shown = async () => [await list.isVisible(), await region.isVisible(), await details.isVisible()]
  await region.waitFor()
  for (const [width, panes] of [
    [1440, [true, true, true]],
    [1280, [true, true, true]],
    [1024, [true, true, false]],
    [768, [true, true, false]],
    [600, [false, true, false]],
    [320, [false, true, false]],
  ] as const) {
    await page.setViewportSize({ width, height: 720 })
    await expect.poll(shown, { message: `at ${width} px`, timeout: 20_000 }).toEqual(panes)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await details.getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await region.waitFor()
  await expect.poll(shown, SOON).toEqual([true, true, false])
  await region.getByRole('button', { name: 'Details' }).click()
  await details.getByRole('button', { name: 'Block Bob', exact: true }).waitFor()
  await context.close()
})

test('the way back of a phone closes what is open, then the conversation', async () => {
  await using world = await createWorld()
  await world.direct()
  const { page, context } = await openAs(browser, world.alice, world.origin)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByRole('link', { name: /^Bob/ }).click()
  const { region } = thread(page, 'Bob')
  await region.getByRole('button', { name: 'Details' }).click()
  const dialog = page.getByRole('dialog', { name: 'Details' })
  await dialog.waitFor()
  await page.waitForFunction(() => history.state !== null)
  await page.goBack()
  await dialog.waitFor({ state: 'detached' })
  expect(await region.isVisible()).toBe(true)
  await region.getByRole('button', { name: 'Details' }).click()
  await dialog.waitFor()
  await page.waitForFunction(() => history.state !== null)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.waitForFunction(() => history.state === null)
  await page.goBack()
  await page.getByRole('link', { name: /^Bob/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/messages')
  await context.close()
})

test('coming back to a conversation finds the line that was being read', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const carol = await world.person('Carol')
  const conversationId = await world.direct()
  for (let sent = 1; sent <= 40; sent += 1)
    await world.bob.send(conversationId, `number ${sent}\n${'line\n'.repeat(sent % 4)}`)
  await world.alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { message } = thread(page, 'Bob')
  await message('number 40').waitFor()
  await message('number 20').evaluate((row) => row.scrollIntoView({ block: 'center' }))
  const top = async () => (await message('number 20').boundingBox())?.y ?? 0
  await expect.poll(async () => Math.round(await top()), SOON).toBeGreaterThan(0)
  const before = await top()
  await page.getByRole('link', { name: /^Carol/ }).click()
  await thread(page, 'Carol').region.waitFor()
  await page.getByRole('link', { name: /^Bob/ }).click()
  await message('number 20').waitFor()
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1)
  await context.close()
})
