import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { setDeviceClock } from './device-clock.ts'
import { expectWithin, tellFigures } from './figures.ts'
import { keptTexts } from './kept-texts.ts'
import { whenGone } from './page-times.ts'
import { sightingsOn, watchForText } from './sightings.ts'
import { allowSleep, fallAsleep, wake } from './sleeping-device.ts'
import { nextFrames } from './thread-scroll.ts'

const MINUTE_MS = 60_000

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

/** Somebody whose device has a clock of its own, in a conversation with Bob; and what Bob writes there. */
async function readerOn(name: string, deviceAheadMs: number) {
  const reader = await world.person(name)
  const { conversation } = await reader.trpc.conversations.create.mutate({ receiverId: world.bob.id })
  const context = await browser.newContext({ baseURL: world.origin, locale: 'en-GB', timezoneId: 'UTC' })
  await setDeviceClock(context, deviceAheadMs)
  await signInTo(context, reader, world.origin)
  const send = (text: string, hours?: number) =>
    world.bob.send(conversation.id, text, hours === undefined ? {} : { expirationHours: hours })
  return { reader, context, send, path: `/messages/${conversation.id}` }
}

/** When the server will say that a message has expired, in milliseconds since 1970 by this machine's clock. */
async function whenDue(expiresAt: string | null): Promise<number> {
  const [row] = await world.sql<{ now: Date }[]>`select pennypost.now() as now`
  return Date.parse(expiresAt ?? '') - (row?.now.getTime() ?? Number.NaN) + Date.now()
}

/** Moves the clock to a few seconds before the end of a message that lives an hour. */
const almostAnHour = () => world.advance(1 - 4 / 3_600)

async function expectNothingKept(page: Page, text: string): Promise<void> {
  await expect.poll(async () => JSON.stringify(await keptTexts(page))).not.toContain(text)
}

test.each([-10, 0, 10])(
  '6 disappears on time: within a second by the server’s clock, on a device that is %i minutes off',
  async (minutes) => {
    const { context, send, path } = await readerOn(`Ada ${minutes + 10}`, minutes * MINUTE_MS)
    const page = await context.newPage()
    await page.goto(path)
    const { message } = await send('vanishing words', 1)
    await thread(page, 'Bob').message('vanishing words').waitFor()
    // The list of conversations shows it too.
    await page.getByRole('link', { name: /^Bob.*vanishing words/ }).waitFor()
    await almostAnHour()
    await send('any news carries the time')
    const due = await whenDue(message.expiresAt)
    await thread(page, 'Bob').message('any news carries the time').waitFor()
    const lateMs = (await whenGone(page, 'vanishing words')) - due
    await expectNothingKept(page, 'vanishing words')
    expectWithin(6, `late at ${minutes} min`, lateMs, 1_000)
    expect(lateMs).toBeGreaterThan(-250)
  },
)

test('6 disappears on time: what ran out while the device slept is gone within a second of its waking', async () => {
  const { context, send, path } = await readerOn('Ben', 0)
  await allowSleep(context)
  const page = await context.newPage()
  await page.goto(path)
  const { message } = await send('slept through', 1)
  await thread(page, 'Bob').message('slept through').waitFor()
  await almostAnHour()
  await send('any news carries the time')
  await thread(page, 'Bob').message('any news carries the time').waitFor()
  const due = await whenDue(message.expiresAt)
  const gone = whenGone(page, 'slept through')
  const startedMs = Date.now()
  await fallAsleep(page)
  await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(due + 1_500)
  expect(due).toBeGreaterThan(startedMs)
  const lateMs = (await Promise.all([gone, wake(page)])).reduce((goneMs, wokenMs) => goneMs - wokenMs)
  expect(lateMs).toBeGreaterThan(0)
  await expectNothingKept(page, 'slept through')
  expectWithin(6, 'after sleep', lateMs, 1_000)
})

test.each([-10, 10])(
  '7 never shows expired on open: not in one frame, on a device that read it and is %i minutes off',
  async (minutes) => {
    const { context, send, path } = await readerOn(`Cara ${minutes + 10}`, minutes * MINUTE_MS)
    const page = await context.newPage()
    await page.goto(path)
    await send('it stays')
    await send('read before it ran out', 1)
    await thread(page, 'Bob').message('read before it ran out').waitFor()
    await page.getByRole('link', { name: /^Bob.*read before/ }).waitFor()
    // As long as it takes to keep what was read.
    await nextFrames(page, 90)
    await page.close()
    // By a device that is slow the message still has a while to live.
    await world.advance(1.05)
    await watchForText(context, 'read before it ran out')
    const again = await context.newPage()
    await again.goto(path)
    await thread(again, 'Bob').message('it stays').waitFor()
    await nextFrames(again, 30)
    const { sightings, frames, texts } = await sightingsOn(again)
    expect(texts).toBeGreaterThan(100)
    tellFigures(7, { [`sightings at ${minutes} min`]: `${sightings} in ${frames} frames` })
    expect(sightings).toBe(0)
    await expectNothingKept(again, 'read before it ran out')
  },
)
