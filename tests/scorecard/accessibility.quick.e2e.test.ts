import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../e2e/browser.ts'
import { createDesignedScene, type DesignedScene } from './designed-scene.ts'
import { DESIGNED_STATES } from './designed-states.ts'
import { openState } from './open-state.ts'
import { findClippedText, findUnexplainedControls } from './page-faults.ts'

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

/** The whole of it, every state in both themes and directions, is in `accessibility.e2e.test.ts`. */
test.each([
  ['en', 'light', ['signing in', 'a thread', 'the settings']],
  ['ar', 'dark', ['nothing picked', 'out of points', 'the wallet']],
] as const)(
  '13 axe finds nothing in %s and %s, no text is cut off, and what cannot be used says why',
  async (language, colorScheme, names) => {
    for (const name of names) {
      const state = DESIGNED_STATES.find((each) => each.name === name)
      if (state === undefined) throw new Error(`no state is called ${name}`)
      await using page = await openState(browser, scene, state, { language, colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) }))
      expect(found, name).toEqual([])
      expect(await findClippedText(page), name).toEqual([])
      expect(await findUnexplainedControls(page), name).toEqual([])
    }
  },
)
