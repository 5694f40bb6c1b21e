import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { openState } from './open-state.ts'
import { findClippedText, findSidewaysOverflow, findUnexplainedControls } from './page-faults.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let largeText: typeof browser
let scene: DesignedScene
beforeAll(async () => {
  browser = await launchBrowser()
  // As somebody sets it in the browser: texts of 32 px, and every `rem` with them.
  largeText = await launchBrowser(['--blink-settings=defaultFontSize=32'])
  scene = await createDesignedScene()
})
afterAll(async () => {
  await Promise.all([browser.close(), largeText.close()])
  await scene[Symbol.asyncDispose]()
})

/** Room for as many panes in texts of twice the size. */
const LARGE = { width: 2880, height: 1800 }
const WIDTHS = [320, 390, 600, 768, 1024, 1440, 2560]

/** Every rule of axe, those of WCAG 2.2 AA and its best practices among them. */
async function findViolations(page: Page): Promise<object[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html.slice(0, 200)) }))
}

test.each(DESIGNED_STATES)(
  '13 axe finds nothing in $name, in two themes and two directions',
  async (state) => {
    for (const language of ['en', 'ar']) {
      await using page = await openState(browser, scene, state, { language })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await findViolations(page), `${language}, ${colorScheme}`).toEqual([])
      }
    }
  },
)

test.each(DESIGNED_STATES)(
  '24 disabled with a reason: every control that cannot be used in $name says why',
  async (state) => {
    await using page = await openState(browser, scene, state)
    expect(await findUnexplainedControls(page)).toEqual([])
  },
)

/** Waits for the layout to follow the window, then expects everything to be in it and nothing to be cut off. */
async function expectNothingLost(page: Page, where: string): Promise<void> {
  await expect.poll(() => findSidewaysOverflow(page), { message: where }).toEqual([])
  await expect.poll(() => findClippedText(page), { message: where }).toEqual([])
}

test.each(DESIGNED_STATES)(
  '34 from 320 to 2560 px, and in four times the zoom, $name loses nothing',
  async (state) => {
    for (const language of ['en', 'ar']) {
      await using page = await openState(browser, scene, state, { language })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        await expectNothingLost(page, `${language}, ${width} px wide`)
      }
      // A window of 1280 by 1024 in four times the zoom.
      await page.setViewportSize({ width: 320, height: 256 })
      await expectNothingLost(page, `${language}, 400 % zoom`)
    }
  },
)

test.each(DESIGNED_STATES)('34 in text of twice the size $name loses nothing', async (state) => {
  for (const language of ['en', 'ar']) {
    await using page = await openState(largeText, scene, state, { language, viewport: LARGE })
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      await expectNothingLost(page, `${language}, ${width} px wide`)
    }
  }
})

test.each(DESIGNED_STATES)('34 reduced motion: nothing in $name is animated', async (state) => {
  await using page = await openState(browser, scene, state, { reducedMotion: 'reduce' })
  const running = await page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => effect?.getTiming().duration),
  )
  expect(running).toEqual([])
})
