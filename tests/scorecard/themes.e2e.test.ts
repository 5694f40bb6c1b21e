import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { tellFigures } from './figures.ts'
import { openState } from './open-state.ts'

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

function stateCalled(name: string) {
  const state = DESIGNED_STATES.find((each) => each.name === name)
  if (state === undefined) throw new Error(`no state is called ${name}`)
  return state
}

/** How light the middle of each painted frame is, from 0 to 255, while something happens to the page. */
async function lightnessOfFrames(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const device = await page.context().newCDPSession(page)
  const frames: string[] = []
  device.on('Page.screencastFrame', ({ data, sessionId }) => {
    frames.push(data)
    void device.send('Page.screencastFrameAck', { sessionId })
  })
  await device.send('Page.startScreencast', { format: 'png', everyNthFrame: 1, maxWidth: 64, maxHeight: 64 })
  await act()
  await device.send('Page.stopScreencast')
  const reader = await page.context().newPage()
  return await reader.evaluate(async (images) => {
    const canvas = new OffscreenCanvas(64, 64)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    return await Promise.all(
      images.map(async (image) => {
        const bytes = Uint8Array.from(atob(image), (character) => character.charCodeAt(0))
        context?.drawImage(await createImageBitmap(new Blob([bytes])), 0, 0)
        const [red = 0, green = 0, blue = 0] = context?.getImageData(20, 20, 1, 1).data ?? []
        return Math.round((red + green + blue) / 3)
      }),
    )
  }, frames)
}

test.each([
  ['dark', 'light'],
  ['light', 'dark'],
] as const)(
  '32 no flash: no frame of a reload is other than %s, which was chosen on a %s system',
  async (theme, system) => {
    await using page = await openState(browser, scene, stateCalled('the settings'), { colorScheme: system })
    await page.evaluate((chosen) => localStorage.setItem('pennypost.theme', chosen), theme)
    await page.reload()
    await page.locator('main [role=switch]').first().waitFor()
    const slow = await page.context().newCDPSession(page)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const frames = await lightnessOfFrames(page, async () => {
      for (let reloaded = 0; reloaded < 3; reloaded += 1) {
        await page.reload()
        await page.locator('main [role=switch]').first().waitFor()
      }
    })
    tellFigures(32, { [`frames in ${theme}`]: frames.length })
    expect(frames.length).toBeGreaterThan(3)
    expect(frames.filter((lightness) => (theme === 'dark' ? lightness > 90 : lightness < 165))).toEqual([])
    const colour = await page.locator('meta[name="theme-color"][media="all"]').getAttribute('data-theme')
    expect(colour).toBe(theme)
  },
)

test('32 light, dark, system: the choice is shown at once, and the system’s change where that was chosen', async () => {
  await using page = await openState(browser, scene, stateCalled('the settings'), { colorScheme: 'light' })
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const light = await ground()
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  const dark = await ground()
  expect(dark).not.toBe(light)
  await page.getByRole('radio', { name: 'Like the system' }).check({ force: true })
  expect(await ground()).toBe(light)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await ground()).toBe(dark)
})

test('32 forced colours: what is on, chosen or one’s own is told without a colour of ours', async () => {
  await using page = await openState(browser, scene, stateCalled('the settings'), { forcedColors: 'active' })
  const look = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const { backgroundColor, borderTopWidth } = getComputedStyle(element)
        return { backgroundColor, borderTopWidth }
      })
  const track = await look('[role=switch] > span:last-child')
  const thumb = await look('[role=switch] > span:last-child > span')
  expect(thumb.backgroundColor).not.toBe(track.backgroundColor)
  const chosen = await look('label:has(input:checked)')
  const other = await look('label:has(input:not(:checked))')
  expect(chosen.backgroundColor).not.toBe(other.backgroundColor)
  await page.goto(stateCalled('a thread').path(scene))
  await page.locator('[data-message-id]').first().waitFor()
  for (const bubble of await page.locator('[data-message-id] .rounded-bubble').all())
    expect(await bubble.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px')
})
