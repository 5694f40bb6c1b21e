import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { writeContactSheet } from './contact-sheet.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { tellFigures } from './figures.ts'
import { openState } from './open-state.ts'
import { STATES_OF_TROUBLE } from './states-of-trouble.ts'

const FOLDER = fileURLToPath(new URL('../../test-results/contact-sheet', import.meta.url))

/** Every language is looked at in light; English in every theme. */
const LOOKS = [
  { language: 'en', themes: [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] },
  { language: 'ar', themes: [{ colorScheme: 'light' }, { colorScheme: 'dark' }] },
  { language: 'en-XA', themes: [{ colorScheme: 'light' }] },
] as const
const NARROW = { width: 390, height: 844 }
const SIZES = [NARROW, { width: 1440, height: 900 }]

let browser: Awaited<ReturnType<typeof launchBrowser>>
let scene: DesignedScene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await createDesignedScene()
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
})
afterAll(async () => {
  await writeContactSheet(browser, FOLDER, taken)
  await browser.close()
  await scene[Symbol.asyncDispose]()
})

const nameOf = (parts: readonly string[]) => `${parts.join(' ').replaceAll(/[^\w]+/g, '-')}.png`
const taken = new Map<string, string[]>()
const states = [...DESIGNED_STATES, ...STATES_OF_TROUBLE]
/** Which state a picture is of: two that look alike were not both reached. */
const pictures = new Map<string, string>()

test.each(states)(
  '37 designed states: $name is there to be looked at, in every look and at both sizes',
  async (state) => {
    const files: string[] = []
    for (const { language, themes } of LOOKS) {
      await using page = await openState(browser, scene, state, { language })
      const dialogs = await page.getByRole('dialog').count()
      for (const size of SIZES) {
        await page.setViewportSize(size)
        // In a wide window there may be room for it beside the thread.
        if (size === NARROW) await expect.poll(() => page.getByRole('dialog').count()).toBe(dialogs)
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...theme })
          const file = nameOf([state.name, language, ...Object.values(theme), String(size.width)])
          const picture = await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' })
          const print = createHash('sha256').update(picture).digest('hex')
          expect(pictures.get(print) ?? state.name, file).toBe(state.name)
          pictures.set(print, state.name)
          files.push(file)
        }
      }
    }
    taken.set(state.name, files)
    expect(new Set(files).size).toBe(12)
  },
)

test('37 designed states: all are on one sheet', () => {
  tellFigures(37, { states: taken.size, sheet: 'test-results/contact-sheet/index.html' })
  expect(taken.size).toBe(states.length)
})
