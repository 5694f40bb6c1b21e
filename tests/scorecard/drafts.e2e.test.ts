import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { keptTexts } from './kept-texts.ts'

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

test('16 drafts: they outlive a switch, a reload and a crash, stand in the list, and are the same in every tab', async () => {
  const { alice } = world
  const carol = await world.person('Carol')
  const conversationId = await world.direct()
  await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  const path = `/messages/${conversationId}`
  const { page, context } = await openAs(browser, alice, world.origin, path)
  const other = await context.newPage()
  await other.goto(path)
  const open = (name: string) =>
    page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click()
  await thread(page, 'Bob').box.fill('half a thought')
  await thread(page, 'Bob').disappears.click()
  await page.getByRole('radio', { name: '8 hours' }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => thread(other, 'Alice').box.count()).toBe(0)
  await expect.poll(() => thread(other, 'Bob').box.inputValue()).toBe('half a thought')
  await other.getByRole('button', { name: 'Disappears after 8 hours' }).waitFor()

  await open('Carol')
  await expect.poll(() => thread(page, 'Carol').box.inputValue()).toBe('')
  await page.getByRole('link', { name: /^Bob.*Draft: half a thought/ }).waitFor()
  await open('Bob')
  await expect.poll(() => thread(page, 'Bob').box.inputValue()).toBe('half a thought')
  await page.reload()
  await expect.poll(() => thread(page, 'Bob').box.inputValue()).toBe('half a thought')

  await thread(page, 'Bob').box.pressSequentially(', and the rest')
  await expect.poll(async () => (await keptTexts(other)).drafts?.join()).toContain('and the rest')
  const device = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  void device.send('Page.crash').catch(() => undefined)
  await crashed
  await other.close()
  const again = await context.newPage()
  await again.goto(path)
  await expect.poll(() => thread(again, 'Bob').box.inputValue()).toBe('half a thought, and the rest')
  await again.getByRole('button', { name: 'Disappears after 8 hours' }).waitFor()
})
