import type { BrowserContext, Page } from 'playwright-core'
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

/** All that the page has written into this user's database, as one text. */
function keptText(page: Page, userId: string): Promise<string> {
  return page.evaluate(async (name) => {
    const opening = indexedDB.open(name)
    const opened = new Promise<IDBDatabase>((resolve) =>
      opening.addEventListener('success', () => resolve(opening.result)),
    )
    const reads = ['inboxes', 'threads'].map(async (store) => {
      const read = (await opened).transaction(store).objectStore(store).getAll()
      await new Promise((resolve) => read.addEventListener('success', resolve))
      return JSON.stringify(read.result)
    })
    const texts = await Promise.all(reads)
    opening.result.close()
    return texts.join('')
  }, `pennypost:${userId}`)
}

/** From now on the server says nothing, though its files still come. */
async function silence(context: BrowserContext): Promise<void> {
  await context.route('**/api/**', () => {})
  await context.routeWebSocket('**/api/**', () => {})
}

test('what was last read is there while the server is still silent, and then made true', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  await bob.send(conversationId, 'read before')
  const { page, context } = await openAs(browser, alice, origin, `/messages/${conversationId}`)
  await thread(page, 'Bob').message('read before').waitFor()
  await expect.poll(() => keptText(page, alice.id), SOON).toContain('read before')
  await page.close()

  await bob.send(conversationId, 'written since')
  const early = await context.newPage()
  await silence(context)
  await early.goto(`/messages/${conversationId}`)
  await thread(early, 'Bob').message('read before').waitFor()
  await early.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /^Bob/ }).waitFor()
  expect(await thread(early, 'Bob').message('written since').count()).toBe(0)
  await early.close()

  await context.unrouteAll()
  await context.routeWebSocket('**/api/**', (socket) => void socket.connectToServer())
  const late = await context.newPage()
  await late.goto(`/messages/${conversationId}`)
  await thread(late, 'Bob').message('written since').waitFor()
  await expect.poll(() => thread(late, 'Bob').list.locator('[data-message-id]').count(), SOON).toBe(2)
  await context.close()
})

test.each([-10, 10])(
  'no frame shows expired text on opening, on a device that is %i minutes off, and none is on its disk',
  async (minutesOff) => {
    await using world = await createWorld()
    const { alice, bob, origin } = world
    const conversationId = await world.direct()
    await bob.send(conversationId, 'this stays')
    const { page, context } = await openAs(browser, alice, origin, `/messages/${conversationId}`)
    await context.addInitScript((offMs) => {
      const { now } = Date
      Date.now = () => now() + offMs
      const looks: string[] = []
      Object.assign(window, { looks })
      const look = () =>
        looks.push(document.documentElement?.outerHTML.includes('vanishing') ? 'seen' : 'clean')
      new MutationObserver(look).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
    }, minutesOff * 60_000)
    await page.reload()
    await bob.send(conversationId, 'vanishing in an hour', { expirationHours: 1 })
    const { message } = thread(page, 'Bob')
    await message('vanishing').waitFor()
    await page.getByRole('link', { name: /^Bob/ }).getByText('vanishing').waitFor()
    await expect.poll(() => keptText(page, alice.id), SOON).toContain('"lastMessage":null')
    expect(await keptText(page, alice.id)).not.toContain('vanishing')
    await page.close()

    await world.advance(1)
    const again = await context.newPage()
    await again.goto(`/messages/${conversationId}`)
    await thread(again, 'Bob').message('this stays').waitFor()
    await again.getByRole('status', { name: 'Quota' }).getByText('free').first().waitFor()
    const looks = await again.evaluate<string[]>('window.looks')
    expect(new Set(looks)).toEqual(new Set(['clean']))
    expect(await keptText(again, alice.id)).not.toContain('vanishing')
    await context.close()
  },
)

test('signing out leaves nothing of what was read on the device', async () => {
  await using world = await createWorld()
  const { alice, bob, origin } = world
  const conversationId = await world.direct()
  await bob.send(conversationId, 'for her eyes')
  const { page, context } = await openAs(browser, alice, origin, `/messages/${conversationId}`)
  await thread(page, 'Bob').message('for her eyes').waitFor()
  await expect.poll(() => keptText(page, alice.id), SOON).toContain('for her eyes')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await expect.poll(() => keptText(page, alice.id), SOON).toBe('[][]')
  await context.close()
})
