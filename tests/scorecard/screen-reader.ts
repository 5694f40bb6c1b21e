import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

const require = createRequire(import.meta.url)

const PATH = '/virtual-screen-reader.js'
const STARTER_PATH = '/start-virtual-screen-reader.js'
const STARTER = `import { virtual } from '${PATH}'
await virtual.start({ container: document.body })
await virtual.clearSpokenPhraseLog()
window.virtual = virtual`

/** A screen reader in the page itself: what it says is what the accessibility tree and the live regions give it. */
export class ScreenReader {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  /** Puts the reader where the pages of a context can load it, as one of the origin's own scripts. */
  static async install(context: BrowserContext): Promise<void> {
    const body = await readFile(require.resolve('@guidepup/virtual-screen-reader/browser.js'))
    const contentType = 'text/javascript'
    await context.route(`**${PATH}`, (route) => route.fulfill({ contentType, body }))
    await context.route(`**${STARTER_PATH}`, (route) => route.fulfill({ contentType, body: STARTER }))
  }

  static async start(page: Page): Promise<ScreenReader> {
    await page.addScriptTag({ url: STARTER_PATH, type: 'module' })
    await page.waitForFunction(() => 'virtual' in window)
    return new ScreenReader(page)
  }

  /** Everything it has said since it was started or last asked. */
  async takeTranscript(): Promise<string[]> {
    return await this.#page.evaluate(async () => {
      const reader: { spokenPhraseLog(): Promise<string[]>; clearSpokenPhraseLog(): Promise<void> } =
        Reflect.get(window, 'virtual')
      const said = await reader.spokenPhraseLog()
      await reader.clearSpokenPhraseLog()
      return said
    })
  }
}
