import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { openState } from './open-state.ts'
import { findClippedText, findPlainWords } from './page-faults.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let scene: DesignedScene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await createDesignedScene()
})
afterAll(async () => {
  await browser.close()
  await scene[Symbol.asyncDispose]()
})

const WIDTHS = [320, 390, 768, 1440]

test.each(DESIGNED_STATES)(
  '33 pseudo-locale: $name has no plain words, and nothing is cut off',
  async (state) => {
    await using page = await openState(browser, scene, state, { language: 'en-XA' })
    expect(await findPlainWords(page)).toEqual([])
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(() => findClippedText(page), { message: `at ${width} px` }).toEqual([])
    }
  },
)

test.each(DESIGNED_STATES)(
  '33 right to left: in Arabic $name is mirrored, and nothing is cut off',
  async (state) => {
    await using page = await openState(browser, scene, state, { language: 'ar' })
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(() => findClippedText(page), { message: `at ${width} px` }).toEqual([])
    }
  },
)
