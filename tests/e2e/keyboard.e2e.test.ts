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

test('the arrow keys walk through a long thread, Enter and a right click say what can be done, and typing goes on with the text', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const conversationId = await world.direct()
  for (let sent = 1; sent <= 70; sent += 1) await world.bob.send(conversationId, `number ${sent}`)
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { message, box } = thread(page, 'Bob')
  const focused = () =>
    page.evaluate(() => document.activeElement?.textContent.match(/number \d+/)?.[0] ?? 'none')
  await message('number 70').waitFor()
  await box.fill('half a thought')
  await page.keyboard.press('Shift+F6')
  expect(await focused()).toBe('number 70')
  for (let pressed = 1; pressed <= 30; pressed += 1) await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('number 40')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe('number 41')
  await page.keyboard.press('Home')
  await expect.poll(focused, SOON).toMatch(/^number (1|21)$/)
  await page.keyboard.press('End')
  await expect.poll(focused, SOON).toBe('number 70')
  await page.keyboard.press('Enter')
  await page.getByRole('menu', { name: 'Message actions' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('menuitem', { name: 'Copy link' }).press('Enter')
  await page.getByText('Copied').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    new RegExp(`/messages/${conversationId}\\?m=70$`),
  )
  await expect.poll(focused, SOON).toBe('number 70')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  expect(await focused()).toBe('number 70')
  await message('number 69').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Copy text' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), SOON).toBe('number 69')
  await expect.poll(focused, SOON).toBe('number 69')
  await page.keyboard.type(', ended')
  await expect.poll(() => box.inputValue(), SOON).toBe('half a thought, ended')
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Escape')
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await box.inputValue()).toBe('half a thought, ended')
  await context.close()
})

test('F6 goes round the parts of the window, and Alt with the arrows through the conversations', async () => {
  await using world = await createWorld()
  const carol = await world.person('Carol')
  const conversationId = await world.direct()
  await world.alice.send(conversationId, 'to Bob')
  const withCarol = await world.alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  await world.alice.send(withCarol.conversation.id, 'to Carol')
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  await thread(page, 'Bob').message('to Bob').waitFor()
  const part = () =>
    page.evaluate(() => document.activeElement?.closest('[data-part]')?.getAttribute('data-part') ?? 'none')
  expect(await part()).toBe('composer')
  const round: string[] = []
  do {
    await page.keyboard.press('F6')
    round.push(await part())
  } while (round.at(-1) !== 'composer' && round.length < 10)
  expect(round.filter((name) => name !== 'details')).toEqual([
    'conversations',
    'places',
    'messages',
    'composer',
  ])
  await page.keyboard.press('Shift+F6')
  expect(await part()).toBe('messages')
  await page.keyboard.press('Alt+ArrowUp')
  await thread(page, 'Carol').message('to Carol').waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await thread(page, 'Bob').message('to Bob').waitFor()
  await context.close()
})

test('in a group the sender sees who has read a message and when, by keyboard', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Choir',
    participantIds: [bob.id, carol.id],
  })
  const { message } = await alice.send(conversation.id, 'who is there?')
  await bob.trpc.messages.read.mutate({ conversationId: conversation.id, upToSeq: message.seq })
  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${conversation.id}`)
  await thread(page, 'Choir').message('who is there?').waitFor()
  await page.getByRole('button', { name: 'Read by Bob' }).waitFor()
  await page.keyboard.press('Shift+F6')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const readers = page.getByRole('dialog', { name: 'Read by' })
  await readers.getByText('Bob').waitFor()
  expect(await readers.locator('time').textContent()).toMatch(/\d\d:\d\d/)
  expect(await readers.getByText('Carol').count()).toBe(0)
  await carol.trpc.messages.read.mutate({ conversationId: conversation.id, upToSeq: message.seq })
  await readers.getByText('Carol').waitFor()
  await page.keyboard.press('Escape')
  await readers.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('title'))).toMatch(
    /^Read by (Bob and Carol|Carol and Bob)$/,
  )
  await context.close()
})

test('the outbox says how many wait and fail, what they will cost, and sends or deletes each and all', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 1 } })
  const { alice } = world
  await world.grant(alice, 20)
  const conversationId = await world.direct()
  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${conversationId}`)
  const { write, box, region } = thread(page, 'Bob')
  await page.getByRole('status', { name: 'Quota' }).getByText('20').waitFor()
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('outbox-dialog')),
  )
  await context.setOffline(true)
  await write.call(thread(page, 'Bob'), 'free')
  await box.fill('first paid')
  await box.press('Enter')
  await box.press('Enter')
  await box.fill('second paid')
  await box.press('Enter')
  await region.getByText('3 queued: 1 free, 2 × 10 points').waitFor()
  await page.getByRole('button', { name: '3 messages waiting to be sent' }).click()
  const outbox = page.getByRole('dialog', { name: 'Outbox' })
  await outbox
    .getByRole('listitem')
    .filter({ hasText: 'second paid' })
    .getByRole('button', { name: 'Delete' })
    .click()
  await expect.poll(() => outbox.getByRole('listitem').count(), SOON).toBe(2)
  await world.sql`update pennypost.accounts set points_per_message = 15 where user_id = ${alice.id}`
  await context.setOffline(false)
  const failed = outbox.getByRole('listitem').filter({ hasText: 'first paid' })
  await failed.getByText('Not sent: the price has changed.').waitFor()
  await outbox.getByRole('button', { name: 'Retry all' }).click()
  await outbox.getByText('Everything has been sent.').waitFor()
  await page.keyboard.press('Escape')
  const { items } = await world.bob.trpc.messages.fetch.query({ conversationId })
  expect(items.map(({ content }) => content)).toEqual(['first paid', 'free'])
  await context.close()
})

test('marks in a message are drawn, links are safe, and nothing is read as HTML', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.bob.send(
    conversationId,
    '**loud** `x = 1` https://example.org/a <img src=x onerror="document.title=1"> [go](javascript:alert(1))\n> said\n```\ncode\n```',
  )
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { message } = thread(page, 'Bob')
  await message('loud').waitFor()
  expect(await message('loud').locator('strong, code, blockquote, pre').allInnerTexts()).toEqual([
    'loud',
    'x = 1',
    'said',
    'code',
    'code',
  ])
  const links = message('loud').locator('a')
  expect(await links.count()).toBe(1)
  expect(await links.getAttribute('rel')).toBe('noopener noreferrer nofollow')
  expect(await message('loud').locator('img').count()).toBe(0)
  expect(await message('loud').textContent()).toContain('[go](javascript:alert(1))')
  await page.getByRole('link', { name: /^Bob/ }).getByText('loud x = 1 https').waitFor()
  await context.close()
})
