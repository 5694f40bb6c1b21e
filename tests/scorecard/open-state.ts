import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { signInTo } from '../e2e/browser.ts'
import type { DesignedScene } from './designed-scene.ts'
import type { DesignedState } from './designed-states.ts'

export type Look = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'reducedMotion' | 'forcedColors' | 'hasTouch' | 'isMobile'
> & { language?: string }

/** Opens a designed state in a browser context of its own, in a language of the client. */
export async function openState(
  browser: Browser,
  scene: DesignedScene,
  state: DesignedState,
  { language = 'en', ...look }: Look = {},
): Promise<Page & AsyncDisposable> {
  const { origin } = scene.world
  const context = await browser.newContext({
    baseURL: origin,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    ...look,
  })
  await context.addInitScript((chosen) => localStorage.setItem('pennypost.language', chosen), language)
  const person = state.as?.(scene)
  if (person !== undefined) await signInTo(context, person, origin)
  const page = await context.newPage()
  await page.goto(state.path(scene))
  await page.locator(`html[lang="${language}"] #root > *`).first().waitFor()
  await state.reach(page)
  return Object.assign(page, { [Symbol.asyncDispose]: () => context.close() })
}
