import { createHash } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { type Shot, writeContactSheet } from './contact-sheet.ts'
import { createDesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { tellFigures } from './figures.ts'
import { openState } from './open-state.ts'
import { STATES_OF_TROUBLE } from './states-of-trouble.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'test-results', 'contact-sheet')
const WIDTHS = [1440, 390]
const THEMES = ['light', 'dark'] as const

test('37 designed states: each is reached, no two look alike, and all are on the contact sheet', {
  timeout: 600_000,
}, async () => {
  await using scene = await createDesignedScene()
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const states = [...DESIGNED_STATES, ...STATES_OF_TROUBLE]
  const shots: Shot[] = []
  const faults: string[] = []
  const seen = new Map<string, string>()
  for (const state of states) {
    try {
      await using page = await openState(browser, scene, state)
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 880 })
        for (const colorScheme of THEMES) {
          const look = `${width} ${colorScheme}`
          const file = `${state.name} ${look}.png`.replaceAll(' ', '-')
          await page.emulateMedia({ colorScheme })
          const picture = await page.screenshot({ path: join(folder, file), animations: 'disabled' })
          const print = createHash('sha256').update(picture).digest('hex')
          if (seen.has(print)) faults.push(`${state.name} looks like ${seen.get(print)} at ${look}`)
          seen.set(print, state.name)
          shots.push({ state: state.name, look, file })
        }
      }
    } catch (error) {
      // The others are worth seeing all the same.
      faults.push(`${state.name}: ${error}`)
    }
  }
  tellFigures(37, {
    states: states.length,
    sheet: relative(root, await writeContactSheet(browser, folder, shots)),
  })
  expect(faults).toEqual([])
  expect(states.length).toBeGreaterThanOrEqual(12)
})
