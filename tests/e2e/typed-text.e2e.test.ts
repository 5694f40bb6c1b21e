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

test('who is removed from a group still finds what they wrote there and had not sent', async () => {
  const { alice, bob } = world
  const { conversation } = await bob.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [alice.id, (await world.person('Carol')).id],
  })
  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${conversation.id}`)
  await page.getByRole('button', { name: 'Send, free' }).waitFor()
  await context.setOffline(true)
  await thread(page, 'Trip').write('A thought\non three\nlines')
  await thread(page, 'Trip').box.fill('half a thought')
  await bob.trpc.conversations.removeParticipant.mutate({
    conversationId: conversation.id,
    userId: alice.id,
  })
  await context.setOffline(false)
  const unsent = page.getByRole('textbox', { name: 'Not sent' })
  await expect.poll(() => unsent.inputValue()).toBe('A thought\non three\nlines\n\nhalf a thought')
  await page.getByRole('button', { name: '1 message not sent' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'This conversation is not here' }).click()
  await unsent.waitFor()
})
