import { afterAll, beforeAll, expect, test } from 'vitest'
import { findSidewaysOverflow } from '../scorecard/page-faults.ts'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, openAs, signInTo, thread } from './browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('a short preview is shown whole, nothing reaches out of a bubble, and the menu of a message hangs from it', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.bob.send(conversationId, 'from Bob')
  await world.alice.send(conversationId, 'ok')
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { box, message } = thread(page, 'Bob')
  const link = page.getByRole('link', { name: /^Bob/ })
  const cutOff = () =>
    link.evaluate((row) =>
      [...row.querySelectorAll('bdi, span')]
        .filter(
          (part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== 'inline',
        )
        .map((part) => part.textContent),
    )
  const gap = () =>
    link.getByText('You:').evaluate((you) => {
      const said = you.nextElementSibling
      return said === null ? null : said.getBoundingClientRect().left - contentRight(you)
      function contentRight(element: Element) {
        const range = document.createRange()
        range.selectNodeContents(element)
        return range.getBoundingClientRect().right
      }
    })
  await link.getByText('ok').waitFor()
  expect(await gap()).toBeGreaterThan(1)
  for (const [text, name] of [
    ['from Bob', 'left'],
    ['ok', 'right'],
  ] as const) {
    await message(text).click({ button: 'right' })
    const menu = page.getByRole('menu', { name: 'Message actions' })
    await menu.waitFor()
    const bubble = await message(text).locator('[data-bubble]').boundingBox()
    const hung = await menu.boundingBox()
    expect(bubble, name).not.toBeNull()
    expect(hung, name).not.toBeNull()
    if (bubble === null || hung === null) return
    const [from, to] = [hung.x, hung.x + hung.width]
    expect(from < bubble.x + bubble.width && to > bubble.x, `${name}: below its bubble`).toBe(true)
    await page.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
  }
  // Marks piled upon a letter reach as high as their writer likes; where they are painted only a picture would tell.
  const bubble = message('from Bob').locator('[data-bubble]')
  expect(await bubble.evaluate((element) => getComputedStyle(element).overflow)).toBe('clip')
  await box.fill('p5')
  await link.getByText('Draft:').waitFor()
  expect(await cutOff()).toEqual([])
  await context.close()
})

test('on a small phone the way out of the first paid message is in sight, in German too', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  await world.grant(world.alice, 50)
  const conversationId = await world.direct()
  const context = await browser.newContext({
    baseURL: world.origin,
    locale: 'de',
    viewport: { width: 320, height: 568 },
  })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  const box = page.getByRole('textbox', { name: 'Nachricht' })
  await box.fill('das erste')
  await page.getByRole('button', { name: 'Für 10 Punkte senden' }).click()
  const notNow = page.getByRole('button', { name: 'Jetzt nicht' })
  await notNow.waitFor()
  const isInSight = () =>
    notNow.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return document.elementFromPoint(x + width / 2, y + height - 2) === button
    })
  await expect.poll(isInSight).toBe(true)
  await notNow.click()
  await notNow.waitFor({ state: 'detached' })
  await context.close()
})

test('on a phone whose text is twice as large nothing reaches out sideways, in German too', async () => {
  await using world = await createWorld()
  await using large = await launchBrowser(['--blink-settings=defaultFontSize=32'])
  const path = `/messages/${await world.direct()}`
  const context = await large.newContext({
    baseURL: world.origin,
    locale: 'de',
    viewport: { width: 390, height: 844 },
  })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  for (const place of ['/settings', '/wallet', '/messages', path]) {
    await page.goto(place)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await findSidewaysOverflow(page), place).toEqual([])
  }
})
