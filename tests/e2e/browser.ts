import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { chromiumLaunchOptions } from '../environment/chromium.ts'
import type { Person } from '../world/person.ts'

/** A real browser; each person in it has a context of their own. */
export async function launchBrowser(moreArgs: string[] = []): Promise<Browser & AsyncDisposable> {
  const { args = [], ...options } = await chromiumLaunchOptions()
  return await chromium.launch({ ...options, args: [...args, ...moreArgs] })
}

/** Closes everybody's pages, so that the next test begins alone. */
export async function closeContexts(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()))
}

/** Opens the web client as somebody who is signed in already. */
export async function openAs(
  browser: Browser,
  person: Person,
  origin: string,
  path = '/messages',
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'UTC' })
  await signInTo(context, person, origin)
  const page = await context.newPage()
  await page.goto(path)
  return { page, context }
}

/** Gives a browser the session that somebody has already. */
export async function signInTo(context: BrowserContext, person: Person, origin: string): Promise<void> {
  await context.addCookies(
    person.cookie.split('; ').map((cookie) => {
      const [name = '', ...value] = cookie.split('=')
      return { name, value: value.join('='), url: origin }
    }),
  )
}

/** The thread's parts, by the names that people with screen readers find them by. */
export function thread(page: Page, name: string) {
  const region = page.getByRole('region', { name: `Conversation with ${name}` })
  const list = region.getByRole('list', { name: 'Messages' })
  return {
    region,
    list,
    message: (text: string) => list.locator('[data-message-id]', { hasText: text }),
    box: region.getByRole('textbox', { name: 'Message' }),
    sendButton: region.getByRole('button', { name: /^Send/ }),
    disappears: region.getByRole('button', { name: /^Disappears/ }),
    /** As somebody who waits until it can be sent: before its price is known, Enter only says so. */
    async write(text: string) {
      await this.box.fill(text)
      await region.locator('[type=submit]:not([aria-disabled])').waitFor()
      await this.box.press('Enter')
    },
  }
}
