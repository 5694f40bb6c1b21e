import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keptTexts } from '../scorecard/kept-texts.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { closeContexts, launchBrowser, openAs, thread } from './browser.ts'

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

test('a page that is left with the last key keeps what was typed, and forgets what was sent', async () => {
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${await world.direct()}`)
  const { box, message, sendButton } = thread(page, 'Bob')
  await page.getByRole('button', { name: 'Send, free' }).waitFor()
  for (const text of ['one', 'two', 'three']) {
    await box.fill(text)
    await page.reload()
    await expect.poll(() => box.inputValue()).toBe(text)
  }
  await expect.poll(() => sendButton.getAttribute('aria-disabled')).toBe(null)
  const reloaded = page.waitForEvent('load')
  await sendButton.evaluate((button) => {
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    location.reload()
  })
  await reloaded
  await message('three').waitFor()
  expect((await keptTexts(page)).drafts).toEqual([])
  expect(await box.inputValue()).toBe('')
})
