import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { seedThread } from './seed-thread.ts'
import { largestMove, nextFrames, threadScroll } from './thread-scroll.ts'

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

/** Somebody who has a long past with Bob, of which the last messages are unread. */
async function readerOf(name: string, messages: number, unread = 0) {
  const reader = await world.person(name)
  const { conversation } = await reader.trpc.conversations.create.mutate({ receiverId: world.bob.id })
  await seedThread(world, conversation.id, { messages, senderIds: [world.bob.id], unread })
  return { reader, conversationId: conversation.id, path: `/messages/${conversation.id}` }
}

test('11 sticks to the bottom, does not steal the scroll: at the end it follows, above it stands still and counts', async () => {
  const { reader, conversationId, path } = await readerOf('Ada', 120)
  const { page } = await openAs(browser, reader, world.origin, path)
  const { message, write } = thread(page, 'Bob')
  const list = threadScroll(page)
  await message('#120 ').waitFor()
  await world.bob.send(conversationId, 'seen at once\nin two lines')
  await message('seen at once').waitFor()
  expect(await list.distancePx()).toBe(0)

  // Further up than rows are ever drawn in store.
  await list.wheel(-1_200)
  const stop = await list.sample()
  for (const text of ['one', 'two\nlines', 'three']) await world.bob.send(conversationId, `above: ${text}`)
  await page.getByRole('button', { name: '3 new messages' }).waitFor()
  await nextFrames(page, 5)
  expect(largestMove(await stop())).toBeLessThanOrEqual(1)
  expect(await message('above: ').count()).toBe(0)

  await list.wheel(-4_000)
  await write.call(thread(page, 'Bob'), 'my own')
  await expect.poll(list.inSight).toContainEqual(expect.stringContaining('my own'))
  expect(await list.distancePx()).toBe(0)
})

test('18 unread marker, jump, exact counts: the marker stays where reading began, and two tabs show the server’s count', async () => {
  const { reader, conversationId, path } = await readerOf('Ben', 300, 40)
  const { page, context } = await openAs(browser, reader, world.origin, path)
  const other = await context.newPage()
  await other.goto('/messages')
  await page.bringToFront()
  const list = threadScroll(page)
  const marker = page.getByRole('listitem').filter({ hasText: /^New messages$/ })
  const titles = () => Promise.all([page.title(), other.title()])
  const unread = async () => (await reader.trpc.conversations.get.query({ conversationId })).unread
  await thread(page, 'Bob').message('#300 ').waitFor()
  // What is in sight at the end is read with all that stands before it.
  await expect.poll(unread).toBe(0)
  await expect.poll(titles).toEqual(['Bob · Pennypost', 'Messages · Pennypost'])

  await page.getByRole('button', { name: 'To the first new message' }).click()
  await expect.poll(() => marker.isVisible()).toBe(true)
  const after = () => marker.evaluate((element) => element.nextElementSibling?.textContent)
  expect(await after()).toContain('#261 ')
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await expect.poll(list.distancePx).toBe(0)
  await list.wheel(-900)
  for (const text of ['while scrolled up', 'and one more']) await world.bob.send(conversationId, text)
  await page.getByRole('button', { name: '2 new messages' }).waitFor()
  await expect.poll(titles).toEqual(['(2) Bob · Pennypost', '(2) Messages · Pennypost'])
  await other.getByRole('link', { name: /^Bob.*2 unread/ }).waitFor()
  expect(await unread()).toBe(2)
  await page.getByRole('button', { name: '2 new messages' }).click()
  await expect.poll(titles).toEqual(['Bob · Pennypost', 'Messages · Pennypost'])
  expect(await unread()).toBe(0)
})

test('19 jump to a message by link: it is centred and lit, pages follow in both directions, and the latest is one click away', async () => {
  const { reader, path } = await readerOf('Cara', 1_000)
  const { page } = await openAs(browser, reader, world.origin, `${path}?m=400`)
  const { message } = thread(page, 'Bob')
  const list = threadScroll(page)
  await message('#400').waitFor()
  const centre = () =>
    message('#400').evaluate((element) => {
      const row = element.getBoundingClientRect()
      const box = element.closest('ol')?.parentElement?.getBoundingClientRect()
      return box ? Math.abs((row.top + row.bottom) / 2 - (box.top + box.bottom) / 2) / box.height : 1
    })
  expect(await message('#400').evaluate((element) => element.getAnimations().length)).toBe(1)
  await expect.poll(centre).toBeLessThan(0.1)
  const seen = async (text: string, px: number) => {
    for (let turned = 0; turned < 90; turned += 1) {
      if ((await list.inSight()).some((row) => row?.includes(text))) return true
      await list.wheel(px)
    }
    return false
  }
  expect(await seen('#330 ', -400)).toBe(true)
  expect(await seen('#470 ', 400)).toBe(true)
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await message('#1000 ').waitFor()
  expect(await list.distancePx()).toBe(0)
  expect(new URL(page.url()).search).toBe('')
})
