import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { PASSWORD } from '../world/person.ts'
import { expectWithin, median, percentile, tellFigures } from './figures.ts'
import { whenHeard, whenIdle, whenRowShown } from './page-times.ts'
import { seedThread } from './seed-thread.ts'
import { threadScroll } from './thread-scroll.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
let path = ''
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld({ settings: { dailyFreeLimit: 1_000 } })
  const conversationId = await world.direct()
  path = `/messages/${conversationId}`
  await seedThread(world, conversationId, { messages: 10_000, senderIds: [world.alice.id, world.bob.id] })
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

async function slowDown(context: BrowserContext, page: Page, rate: number): Promise<void> {
  const device = await context.newCDPSession(page)
  await device.send('Emulation.setCPUThrottlingRate', { rate })
}

test('4 optimistic paint: from Enter to the row on the screen at a quarter of the speed, above 10,000 messages', async () => {
  const { page, context } = await openAs(browser, world.alice, world.origin, path)
  const { box, message, region } = thread(page, 'Bob')
  await message('#10000 ').waitFor()
  // Before the price is known, Enter sends nothing.
  await region.getByText('left today').waitFor()
  await page.waitForLoadState('networkidle')
  await slowDown(context, page, 4)
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const times: number[] = []
  for (let sent = 1; sent <= 40; sent += 1) {
    const text = `painted ${sent}.`
    await box.fill(text)
    // Nobody writes a line and presses Enter in the same moment: what was written has been drawn by then.
    await list.getByText(text).waitFor()
    const shown = whenRowShown(page, text)
    const pressed = whenHeard(page, 'keydown')
    await whenIdle(page)
    // The box has the keyboard. To look for it again would be work for the page, which the key would wait for.
    await page.keyboard.press('Enter')
    times.push((await shown) - (await pressed))
    await message(text).getByText('Sent').waitFor()
  }
  tellFigures(4, { median: `${Math.round(median(times))} ms` })
  expectWithin(4, 'p95', percentile(times, 0.95), 50)
})

/** Lets a page note how its interactions, paints and shifts go, as browsers tell them. */
async function noteVitals(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const vitals: { interactions: Record<string, number>; largestPaintMs: number; shift: number } = {
      interactions: {},
      largestPaintMs: 0,
      shift: 0,
    }
    const observe = (type: string, note: (entry: PerformanceEntry) => void) => {
      const options = { type, buffered: true, durationThreshold: 16 }
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe(options)
    }
    observe('event', (entry) => {
      const id = Number(Reflect.get(entry, 'interactionId'))
      if (id > 0) vitals.interactions[id] = Math.max(vitals.interactions[id] ?? 0, entry.duration)
    })
    observe('largest-contentful-paint', ({ startTime }) => {
      vitals.largestPaintMs = startTime
    })
    observe('layout-shift', (entry) => {
      if (!Reflect.get(entry, 'hadRecentInput')) vitals.shift += Number(Reflect.get(entry, 'value'))
    })
    Object.assign(window, { vitals })
  })
}

type Vitals = { interactions: Record<string, number>; largestPaintMs: number; shift: number }
const vitalsOf = (page: Page): Promise<Vitals> => page.evaluate(() => Reflect.get(window, 'vitals'))

test('28 INP, LCP, CLS: a cold start, and then a session of writing, scrolling and looking around', async () => {
  const paints: number[] = []
  for (let opened = 0; opened < 5; opened += 1) {
    const context = await browser.newContext({ baseURL: world.origin })
    await noteVitals(context)
    await signInTo(context, world.bob, world.origin)
    const page = await context.newPage()
    await page.goto(path)
    await thread(page, 'Alice').message('').last().waitFor()
    // The first input ends the search for the largest paint.
    await page.keyboard.press('Shift')
    paints.push((await vitalsOf(page)).largestPaintMs)
  }

  const context = await browser.newContext({ baseURL: world.origin })
  await noteVitals(context)
  const page = await context.newPage()
  await page.goto('/sign-in')
  await slowDown(context, page, 4)
  await page.getByLabel('Email').fill(world.bob.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('link', { name: /^Alice/ }).click()
  const { box, message, disappears } = thread(page, 'Alice')
  await message('').last().waitFor()
  for (let line = 1; line <= 5; line += 1) {
    await box.pressSequentially(`Line ${line} of what Bob has to say.`)
    await box.press('Enter')
  }
  await message('Line 5').getByText('Sent').waitFor()
  for (let turned = 0; turned < 10; turned += 1) await threadScroll(page).wheel(-900)
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await disappears.click()
  await page.getByRole('radio', { name: '8 hours' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'New conversation' }).click()
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  for (const place of ['Wallet', 'Settings']) {
    await page.getByRole('link', { name: place }).click()
    await page.getByRole('heading', { level: 1, name: place }).waitFor()
  }
  await page.getByRole('link', { name: /^Alice/ }).click()
  await message('Line 5').waitFor()
  const { interactions, shift } = await vitalsOf(page)
  const durations = Object.values(interactions)
  tellFigures(28, { interactions: durations.length })
  expect(durations.length).toBeGreaterThan(20)
  expectWithin(28, 'INP at a quarter of the speed', percentile(durations, 0.98), 100)
  expectWithin(28, 'LCP, median', median(paints), 1_200)
  expectWithin(28, 'CLS', shift, 0.02, '')
})
