import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { openState } from './open-state.ts'
import { findClippedText, findPlainWords, findSidewaysOverflow } from './page-faults.ts'

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

function stateCalled(name: string) {
  const state = DESIGNED_STATES.find((each) => each.name === name)
  if (state === undefined) throw new Error(`no state is called ${name}`)
  return state
}

test('33 the language changes without a reload, is kept on the device, and is the page’s before anything is painted', async () => {
  await using page = await openState(browser, scene, stateCalled('the settings'))
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  const spoken = () => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
  const heading = page.getByRole('main').getByRole('heading', { level: 1 })
  const choose = (language: string) => page.locator('select:has(option[lang])').selectOption(language)
  for (const [language, direction, words] of [
    ['de', 'ltr', 'Einstellungen'],
    ['ja', 'ltr', '設定'],
    ['pt-BR', 'ltr', 'Configurações'],
    ['ar', 'rtl', 'الإعدادات'],
  ] as const) {
    await choose(language)
    await expect.poll(() => heading.textContent()).toBe(words)
    expect(await spoken()).toEqual([language, direction])
  }
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)

  // The state's own choice of English would come back with every load.
  const again = await page.context().newPage()
  await again.addInitScript(() => {
    localStorage.setItem('pennypost.language', 'ar')
    document.addEventListener('readystatechange', () => {
      const { lang, dir } = document.documentElement
      const isEmpty = document.getElementById('root')?.childElementCount === 0
      if (document.readyState === 'interactive') Object.assign(window, { early: [lang, dir, isEmpty] })
    })
  })
  await again.goto('/settings')
  await again.getByRole('heading', { name: 'الإعدادات', level: 1 }).waitFor()
  expect(await again.evaluate(() => Reflect.get(window, 'early'))).toEqual(['ar', 'rtl', true])
  await choose('device')
  await expect.poll(() => heading.textContent()).toBe('Settings')
  expect(await spoken()).toEqual(['en', 'ltr'])
  // The other tab follows.
  await again.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
})

test('33 the language can be chosen before signing in', async () => {
  await using page = await openState(browser, scene, stateCalled('signing in'))
  await page.locator('select:has(option[lang])').selectOption('de')
  await page.getByRole('button', { name: 'Anmelden' }).first().waitFor()
  expect(await page.evaluate(() => localStorage.getItem('pennypost.language'))).toBe('de')
})

test('33 right to left: a message in another direction than the page keeps its own, and so does its preview', async () => {
  for (const [language, side] of [
    ['en', 'right'],
    ['ar', 'left'],
  ] as const) {
    await using page = await openState(browser, scene, stateCalled('a thread'), { language })
    const directions = await page
      .locator('[data-message-id] [dir=auto]')
      .evaluateAll((messages) => messages.map((message) => getComputedStyle(message).direction))
    expect(directions.slice(0, 3)).toEqual(['ltr', 'ltr', 'rtl'])
    const own = await page
      .locator('[data-message-id] .rounded-bubble')
      .first()
      .evaluate((bubble) => {
        const list = bubble.closest('ol')?.getBoundingClientRect()
        const { left, right } = bubble.getBoundingClientRect()
        return left - (list?.left ?? 0) > (list?.right ?? 0) - right ? 'right' : 'left'
      })
    expect(own).toBe(side)
  }
})

test('33 what looks for faults finds them: text that is cut off, plain words, and what is wider than the window', async () => {
  await using page = await openState(browser, scene, stateCalled('a page that is not there'), {
    language: 'en-XA',
  })
  await page.evaluate(() => {
    const planted = document.createElement('p')
    planted.textContent = 'Planted words'
    planted.style.cssText =
      'inline-size: 1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap'
    const wide = document.createElement('div')
    wide.style.cssText = 'inline-size: 200vw; block-size: 1px'
    document.querySelector('main')?.prepend(planted, wide)
  })
  expect(await findPlainWords(page)).toEqual(['Planted words'])
  expect(await findClippedText(page)).toEqual(['Planted words in '])
  expect(await findSidewaysOverflow(page)).toHaveLength(1)
})
