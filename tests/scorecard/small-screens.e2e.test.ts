import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { tellFigures } from './figures.ts'
import { seedThread } from './seed-thread.ts'
import { threadScroll } from './thread-scroll.ts'

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

/** What can be seen and reaches past the edge of the screen, by its words. */
async function sticksOut(page: Page, screenPx: number): Promise<string[]> {
  // Not `innerWidth`: a phone zooms out to show what is too wide.
  return await page.evaluate((widthPx) => {
    // What ends in an ellipsis, and what only ears are told, is cut on purpose.
    const isClipped = (element: Element | null): boolean => {
      if (element === null || element === document.body) return false
      const { textOverflow, position, width } = getComputedStyle(element)
      return (
        textOverflow === 'ellipsis' ||
        (position === 'absolute' && width === '1px') ||
        isClipped(element.parentElement)
      )
    }
    const outside = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 1 && (right > widthPx + 1 || left < -1) && !isClipped(element)
    })
    const scrolled = [...document.querySelectorAll('*')].filter(
      ({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth + 1,
    )
    const scrolling = scrolled.filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
    return [...outside, ...scrolling].map((element) => element.outerHTML.slice(0, 120))
  }, screenPx)
}

test.each([320, 390])(
  '25 mobile layout and keyboard: at %i px nothing sticks out, the keyboard leaves the composer in sight, back closes the thread',
  async (width) => {
    const reader = await world.person(`Ada ${width}`)
    const { conversation } = await reader.trpc.conversations.create.mutate({ receiverId: world.bob.id })
    await seedThread(world, conversation.id, { messages: 60, senderIds: [world.bob.id, reader.id] })
    await world.bob.send(conversation.id, `${'unbreakable'.repeat(20)} and last`, { expirationHours: 1 })
    const context = await browser.newContext({
      baseURL: world.origin,
      viewport: { width, height: 740 },
      hasTouch: true,
      isMobile: true,
    })
    await signInTo(context, reader, world.origin)
    const page = await context.newPage()
    await page.goto('/messages')
    const link = page.getByRole('link', { name: /^Bob/ })
    await link.waitFor()
    for (const path of ['/wallet', '/settings', '/nowhere', '/messages']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await sticksOut(page, width), path).toEqual([])
    }
    await link.tap()
    const { box, message, sendButton } = thread(page, 'Bob')
    const list = threadScroll(page)
    await message('and last').waitFor()
    expect(await sticksOut(page, width)).toEqual([])

    await box.tap()
    // What a keyboard on the screen does under `interactive-widget=resizes-content`.
    await page.setViewportSize({ width, height: 380 })
    await box.fill('line\n'.repeat(12))
    const bottoms = await Promise.all([box, sendButton].map((part) => part.boundingBox()))
    for (const place of bottoms) expect((place?.y ?? 999) + (place?.height ?? 0)).toBeLessThanOrEqual(380)
    expect(bottoms[0]?.y).toBeGreaterThan(60)
    await expect.poll(list.distancePx).toBe(0)
    expect(await list.inSight()).toContainEqual(expect.stringContaining('and last'))
    await box.press('Enter')
    expect(await box.inputValue()).toContain('\n')
    await page.setViewportSize({ width, height: 740 })

    await page.goBack()
    await link.waitFor()
    expect(await thread(page, 'Bob').region.count()).toBe(0)
    tellFigures(25, { [`sticking out at ${width} px`]: 0 })
  },
)
