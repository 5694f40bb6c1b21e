import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keptTexts } from '../scorecard/kept-texts.ts'
import { SocketTap } from '../scorecard/socket-tap.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from './browser.ts'

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

test('what is sent before its price is known goes as soon as it is known to be free, and stays where it costs', async () => {
  const eve = await world.person('Eve')
  const { conversation } = await eve.trpc.conversations.create.mutate({ receiverId: world.bob.id })
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, eve, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversation.id}`)
  const { message } = thread(page, 'Bob')
  const box = page.getByRole('textbox', { name: 'Message' })
  const reloadAndWrite = async (text: string) => {
    const release = tap.hold()
    await page.reload()
    await box.fill(text)
    await box.press('Enter')
    expect(await box.inputValue()).toBe(text)
    release()
  }
  await page.getByRole('button', { name: 'Send, free' }).waitFor()
  await reloadAndWrite('early')
  await message('early').waitFor()
  expect(await box.inputValue()).toBe('')

  for (let left = 19; left > 0; left -= 1) await eve.send(conversation.id, `${left} left`)
  await world.grant(eve, 20)
  await page.getByRole('button', { name: 'Send for 10 points' }).waitFor()
  await box.fill('agreed to')
  for (const _ of ['question', 'yes']) await box.press('Enter')
  await message('agreed to').getByText('Sent').waitFor()
  await reloadAndWrite('dear')
  await page.getByRole('button', { name: 'Send for 10 points' }).waitFor()
  expect(await box.inputValue()).toBe('dear')
  expect(await message('dear').count()).toBe(0)
})
