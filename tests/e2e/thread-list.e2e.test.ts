import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { seedThread } from '../scorecard/seed-thread.ts'
import { SocketTap } from '../scorecard/socket-tap.ts'
import { largestMove, nextFrames, threadScroll } from '../scorecard/thread-scroll.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from './browser.ts'

const MESSAGES = 140

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
let conversationId: string
beforeAll(async () => {
  browser = await launchBrowser()
})
beforeEach(async () => {
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  conversationId = await world.direct()
  await seedThread(world, conversationId, {
    messages: MESSAGES,
    senderIds: [world.alice.id, world.bob.id],
  })
})
afterEach(async () => {
  await closeContexts(browser)
  await world[Symbol.asyncDispose]()
})
afterAll(() => browser.close())

/** At the end of the messages around #100; those after #124 are on their way for as long as it pleases the test. */
async function openAtEndOfPart() {
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  const parts = thread(page, 'Bob')
  await parts.message(`#${MESSAGES} `).waitFor()
  const asked = () => tap.of('messages.fetch').length
  const before = asked()
  const releaseAround = tap.hold()
  await page.evaluate((path) => history.pushState(null, '', path), `/messages/${conversationId}?m=100`)
  await expect.poll(asked).toBeGreaterThan(before)
  await expect.poll(() => tap.underWay('messages.fetch')).toBe(0)
  releaseAround()
  const releaseNewest = tap.hold()
  const list = threadScroll(page)
  await parts.message('#100').waitFor()
  while (!(await list.inSight()).some((row) => row?.includes('#124'))) await list.wheel(2_000)
  await expect.poll(list.distancePx).toBeLessThanOrEqual(1)
  return { ...parts, page, list, releaseNewest }
}

test('who has read to the end of what came around a link stays there when the newest messages follow', async () => {
  const { page, message, list, releaseNewest } = await openAtEndOfPart()
  const stop = await list.sample()
  releaseNewest()
  await expect.poll(() => message('#125').count()).toBe(1)
  await nextFrames(page, 10)
  expect(largestMove(await stop())).toBeLessThanOrEqual(1)
  expect((await list.inSight()).some((row) => row?.includes('#124'))).toBe(true)
})

test('who goes from the end of a part to the newest messages follows what comes then', async () => {
  const { region, message, list, releaseNewest } = await openAtEndOfPart()
  const toLatest = region.getByRole('button', { name: 'Jump to latest' })
  await toLatest.click()
  await message(`#${MESSAGES} `).waitFor()
  releaseNewest()
  await expect.poll(() => toLatest.count()).toBe(0)
  for (let sent = 1; sent <= 30; sent += 1) await world.bob.send(conversationId, `afterwards ${sent}.`)
  await expect.poll(async () => (await list.inSight()).at(-1)).toContain('afterwards 30.')
  expect(await toLatest.count()).toBe(0)
})

test('what is written while a part in the middle is shown is seen at once, at the end', async () => {
  const { page, message, box, list } = await openAtEndOfPart()
  await box.fill('written from the middle')
  await box.press('Enter')
  await message('written from the middle').waitFor()
  expect((await list.inSight()).at(-1)).toContain('written from the middle')
  await message(`#${MESSAGES} `).waitFor()
  expect(new URL(page.url()).search).toBe('')
})

test('rows that become lower as the window becomes wider leave nothing blank above them', async () => {
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  await page.setViewportSize({ width: 330, height: 900 })
  const { message, list } = thread(page, 'Bob')
  for (let sent = 1; sent <= 12; sent += 1)
    await world.bob.send(conversationId, `wide ${sent}. ${'with words that go on and wrap '.repeat(12)}`)
  await message('wide 12.').waitFor()
  await expect.poll(threadScroll(page).distancePx).toBe(0)
  await page.setViewportSize({ width: 740, height: 900 })
  const blankPx = () =>
    list.evaluate((element) => {
      const first = element.querySelector('[data-message-id]')?.getBoundingClientRect().top ?? Number.NaN
      return first - (element.parentElement?.getBoundingClientRect().top ?? Number.NaN)
    })
  await nextFrames(page, 3)
  expect(await blankPx()).toBeLessThanOrEqual(0)
})

test('history whose day began a few messages further up moves nothing but the name of that day', async () => {
  // Pages begin with #91 and #41, and their days with #88 and #38.
  await world.sql`
    update pennypost.messages
    set created_at = date_trunc('day', pennypost.now(), 'UTC') + seq * interval '1 minute'
      - case when seq < 38 then interval '3 days' when seq < 88 then interval '2 days' else interval '1 day' end
    where conversation_id = ${conversationId}`
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  const { message } = thread(page, 'Bob')
  await message(`#${MESSAGES} `).waitFor()
  const list = threadScroll(page)
  const asked = tap.of('messages.fetch').length
  const release = tap.hold()
  while (tap.of('messages.fetch').length === asked || (await list.leftAbovePx()) > 1) await list.wheel(-3_000)
  expect((await list.inSight())[0]).toMatch(/#(91|41) /)
  const stop = await list.sample()
  await nextFrames(page, 3)
  release()
  await expect.poll(list.leftAbovePx).toBeGreaterThan(500)
  await nextFrames(page, 10)
  expect(largestMove(await stop())).toBeLessThanOrEqual(1)
})

test('whoever comes back to a conversation finds the same line in the same place, however far up, and whatever came meanwhile', async () => {
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const { conversation } = await bob.trpc.conversations.create.mutate({ receiverId: carol.id })
  await seedThread(world, conversation.id, { messages: 500, senderIds: [bob.id, carol.id] })
  await bob.trpc.conversations.create.mutate({ receiverId: alice.id })
  const { page } = await openAs(browser, bob, world.origin, `/messages/${conversation.id}`)
  await page.setViewportSize({ width: 1024, height: 720 })
  await thread(page, 'Carol').message('#500 ').waitFor()
  const list = threadScroll(page)
  const link = (name: string) => page.getByRole('link', { name: new RegExp(`^${name}`) })
  for (const rows of [30, 300]) {
    while (!(await list.inSight()).some((row) => Number(row?.match(/#(\d+)/)?.[1]) < 500 - rows))
      await list.wheel(-1_500)
    await nextFrames(page, 5)
    // A row of which less is to be seen may be gone after a move of the one pixel that is allowed.
    const before = await list.tops(1)
    for (const back of ['link', 'history', 'link again']) {
      await link('Alice').click()
      await thread(page, 'Alice').region.waitFor()
      await carol.send(conversation.id, `meanwhile, ${rows} up by ${back}.`)
      await link('Carol').getByText(`${rows} up by ${back}.`).waitFor()
      if (back === 'history') await page.goBack()
      else await link('Carol').click()
      await thread(page, 'Carol').list.waitFor()
      await nextFrames(page, 10)
      const after = await list.tops()
      for (const [key, top] of Object.entries(before))
        expect(Math.abs((after[key] ?? Number.NaN) - top), `${rows} rows up, by ${back}`).toBeLessThanOrEqual(
          1,
        )
    }
  }
})

test('who looked elsewhere meanwhile is still told how many messages nobody has seen', async () => {
  const { alice, bob } = world
  const carol = await world.person('Carol')
  await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  const { page } = await openAs(browser, alice, world.origin, `/messages/${conversationId}`)
  const { region, message } = thread(page, 'Bob')
  await message(`#${MESSAGES} `).waitFor()
  await threadScroll(page).wheel(-1_500)
  for (const text of ['one', 'two']) await bob.send(conversationId, `unseen ${text}.`)
  await region.getByRole('button', { name: '2 new messages' }).waitFor()
  await page.getByRole('link', { name: /^Carol/ }).click()
  await thread(page, 'Carol').region.waitFor()
  await page.getByRole('link', { name: /^Bob/ }).click()
  await region.getByRole('button', { name: '2 new messages' }).waitFor()
  await bob.send(conversationId, 'unseen three.')
  await region.getByRole('button', { name: '3 new messages' }).click()
  await message('unseen three.').waitFor()
  expect(await region.getByRole('button', { name: /new message|Jump to latest/ }).count()).toBe(0)
})

test('the ring around the message that has the keyboard is whole, at the end and at both edges of what is seen', async () => {
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { message, list } = thread(page, 'Bob')
  await message(`#${MESSAGES} `).waitFor()
  await message(`#${MESSAGES} `).focus()
  /** How far the ring reaches past the list's edges, in pixels. */
  const cutPx = () =>
    list.evaluate((element) => {
      const row = document.activeElement
      const seen = element.parentElement?.getBoundingClientRect()
      if (row === null || seen === undefined || !element.contains(row)) return Number.NaN
      const { outlineWidth, outlineOffset, outlineStyle } = getComputedStyle(row)
      const ringPx = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
      const { top, bottom, height } = row.getBoundingClientRect()
      if (outlineStyle === 'none' || height > seen.height) return Number.NaN
      return Math.max(0, seen.top - (top - ringPx), bottom + ringPx - seen.bottom)
    })
  await page.keyboard.press('End')
  expect(await cutPx()).toBe(0)
  for (const key of ['ArrowUp', 'ArrowDown'])
    for (let walked = 0; walked < 15; walked += 1) {
      await page.keyboard.press(key)
      expect(await cutPx(), `${walked} rows by ${key}`).toBeLessThan(1)
    }
})

test('a link to a message that has disappeared says so, and marks no other', async () => {
  const { message } = await world.bob.send(conversationId, 'gone by then', { expirationHours: 1 })
  await world.bob.send(conversationId, 'came after it')
  await world.advance(1)
  const path = `/messages/${conversationId}?m=${message.seq}`
  const { page } = await openAs(browser, world.alice, world.origin, path)
  await page.getByText('That message is no longer here.').waitFor()
  const next = thread(page, 'Bob').message('came after it')
  expect(await next.evaluate((row) => row.getAnimations().length)).toBe(0)
})

test('a link to the only message there was, which has disappeared, says so too, and leads to what comes', async () => {
  const carol = await world.person('Carol')
  const { conversation } = await carol.trpc.conversations.create.mutate({ receiverId: world.alice.id })
  const { message } = await carol.send(conversation.id, 'gone by then', { expirationHours: 1 })
  await world.advance(1)
  const path = `/messages/${conversation.id}?m=${message.seq}`
  const { page } = await openAs(browser, world.alice, world.origin, path)
  await page.getByText('That message is no longer here.').waitFor()
  await carol.send(conversation.id, 'came after it')
  await thread(page, 'Carol').message('came after it').waitFor()
})
