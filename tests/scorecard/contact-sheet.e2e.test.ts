import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { openState } from './open-state.ts'

const FOLDER = fileURLToPath(new URL('../../test-results/contact-sheet', import.meta.url))

/** Every language is looked at in light; English in every theme. */
const LOOKS = [
  { language: 'en', themes: [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] },
  { language: 'ar', themes: [{ colorScheme: 'light' }, { colorScheme: 'dark' }] },
  { language: 'en-XA', themes: [{ colorScheme: 'light' }] },
] as const
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

let browser: Awaited<ReturnType<typeof launchBrowser>>
let scene: DesignedScene
beforeAll(async () => {
  browser = await launchBrowser()
  scene = await createDesignedScene()
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
})
afterAll(async () => {
  await browser.close()
  await scene[Symbol.asyncDispose]()
  await writeFile(join(FOLDER, 'index.html'), contactSheet())
})

const nameOf = (parts: readonly string[]) => `${parts.join(' ').replaceAll(/[^\w]+/g, '-')}.png`
const taken = new Map<string, string[]>()

test.each(DESIGNED_STATES)(
  '37 designed states: $name is there to be looked at, in every look and at both sizes',
  async (state) => {
    const files: string[] = []
    for (const { language, themes } of LOOKS) {
      await using page = await openState(browser, scene, state, { language })
      for (const size of SIZES) {
        await page.setViewportSize(size)
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...theme })
          const file = nameOf([state.name, language, ...Object.values(theme), String(size.width)])
          await page.screenshot({ path: join(FOLDER, file) })
          files.push(file)
        }
      }
    }
    taken.set(state.name, files)
    expect(new Set(files).size).toBe(12)
  },
)

/** One page with all screenshots, a row for each state. */
function contactSheet(): string {
  const rows = [...taken].map(([name, files]) => {
    const images = files.map(
      (file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`,
    )
    return `<section><h2>${name}</h2><div>${images.join('')}</div></section>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Pennypost, every designed state</title>
<style>body{font:15px system-ui;margin:24px}div{display:flex;gap:12px;overflow-x:auto}img{block-size:420px;border:1px solid #999}</style>
<h1>Every designed state</h1>${rows.join('\n')}`
}
