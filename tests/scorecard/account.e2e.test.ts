import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { expectWithin, tellFigures } from './figures.ts'

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

test('23 quota display: it counts down in every tab, names the reset in the user’s zone, and starts anew without a reload', async () => {
  const timeZoneId = 'Asia/Kathmandu'
  const conversationId = await world.direct()
  await world.alice.trpc.users.update.mutate({ timeZone: timeZoneId })
  const context = await browser.newContext({ baseURL: world.origin, locale: 'en-GB', timezoneId: timeZoneId })
  await signInTo(context, world.alice, world.origin)
  const [one, two] = [await context.newPage(), await context.newPage()]
  await one.goto(`/messages/${conversationId}`)
  await two.goto('/messages')
  const statuses = [one, two].map((page) => page.getByRole('status', { name: 'Quota' }))
  const say = (text: string | RegExp) =>
    Promise.all(statuses.map((status) => status.getByText(text).waitFor()))
  const { resetsAt } = await world.alice.trpc.quota.status.query()
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: timeZoneId })
  await say(`New day at ${time.format(new Date(resetsAt))}`)
  for (const left of [19, 18]) {
    const startedMs = Date.now()
    await thread(one, 'Bob').write(`leaves ${left}`)
    await say(`${left} free messages left today`)
    expectWithin(23, `shown with ${left} left`, Date.now() - startedMs, 1_000)
  }
  const [clock] = await world.sql<{ now: Date }[]>`select pennypost.now() as now`
  await world.advance((Date.parse(resetsAt) - Number(clock?.now)) / 3_600_000 - 3 / 3_600)
  await world.bob.send(conversationId, 'any news carries the time')
  await say('20 free messages left today')
  await one.getByText('Free · 20 left today').waitFor()
  const next = await world.alice.trpc.quota.status.query()
  expect(Date.parse(next.resetsAt)).toBeGreaterThan(Date.parse(resetsAt))
  await say(`New day at ${time.format(new Date(next.resetsAt))}`)
})

test('26 expiry picker and countdown: presets, an own one from an hour up, the usual one, a ring with words, one shared tick', async () => {
  const mia = await world.person('Mia')
  const { conversation } = await mia.trpc.conversations.create.mutate({ receiverId: world.bob.id })
  const context = await browser.newContext({ baseURL: world.origin, locale: 'en-GB', timezoneId: 'UTC' })
  await signInTo(context, mia, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversation.id}`)
  const { disappears, box, write, message } = thread(page, 'Bob')
  const region = thread(page, 'Bob')
  await region.box.waitFor()
  await disappears.click()
  const names = page.getByRole('radio')
  await names.first().waitFor()
  const labels = await names.evaluateAll((radios) => radios.map((radio) => radio.parentElement?.textContent))
  expect(labels.map((label) => label?.replace(/ \(.*\)/, ''))).toEqual([
    'Off, it stays',
    '1 hour',
    '8 hours',
    '1 day',
    '1 week',
    '4 weeks',
    'Another time',
  ])
  await page.getByRole('radio', { name: 'Another time' }).check()
  await page.getByLabel('How long').fill('0.5')
  await page.getByText('At least 1 hour, at most a year.').waitFor()
  await page.getByLabel('How long').fill('3')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Disappears after 3 hours' }).waitFor()
  await write.call(region, 'three hours')
  await message('three hours').getByText('3h', { exact: true }).waitFor()
  const [sent] = (await mia.trpc.messages.fetch.query({ conversationId: conversation.id })).items
  expect(Date.parse(sent?.expiresAt ?? '') - Date.parse(sent?.createdAt ?? '')).toBe(3 * 3_600_000)

  // Once chosen for every message here, the next begins with it, and the other side's too.
  await disappears.click()
  await page.getByRole('radio', { name: '1 hour' }).click()
  await disappears.click()
  await page.getByRole('button', { name: 'For every message here' }).click()
  await expect
    .poll(
      async () =>
        (await world.bob.trpc.conversations.get.query({ conversationId: conversation.id }))
          .defaultExpirationHours,
    )
    .toBe(1)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Disappears after 1 hour' }).waitFor()
  for (let sentNow = 1; sentNow <= 8; sentNow += 1)
    await world.bob.send(conversation.id, `counting ${sentNow}`)
  const ring = () => message('counting 1').locator('circle').last().getAttribute('stroke-dashoffset')
  await message('counting 8').waitFor()
  expect(Number(await ring())).toBeLessThan(1)
  await world.advance(1 - 30 / 3_600)
  await world.bob.send(conversation.id, 'any news carries the time', { expirationHours: null })
  await message('counting 1')
    .getByText(/^2\ds$/)
    .waitFor()
  expect(Number(await ring())).toBeGreaterThan(30)
  const ticks = await page.evaluate(async () => {
    let moments = 0
    const list = document.querySelector('[aria-label="Messages"]')
    if (list === null) throw new Error('there is no list of messages')
    // All that changes in one wake-up is told at once.
    const observer = new MutationObserver(() => {
      moments += 1
    })
    observer.observe(list, { subtree: true, characterData: true, childList: true })
    const startedMs = performance.now()
    while (performance.now() - startedMs < 10_000) await new Promise(requestAnimationFrame)
    observer.disconnect()
    return moments
  })
  tellFigures(26, { 'messages counting': 8 })
  expectWithin(26, 'wake-ups in 10 s', ticks, 11, '')
  expect(ticks).toBeGreaterThan(5)
  expect(await box.inputValue()).toBe('')
})
