import type { Page } from 'playwright-core'
import type { Person } from '../world/person.ts'
import type { DesignedScene } from './designed-scene.ts'

/** One state of the client that somebody designed. It is reached in the same way in every language. */
export type DesignedState = {
  name: string
  /** Who is signed in; nobody where absent. */
  as?: (scene: DesignedScene) => Person
  path: (scene: DesignedScene) => string
  /** From the loaded page to the state; resolves when it is there. */
  reach: (page: Page) => Promise<unknown>
}

const alice = (scene: DesignedScene) => scene.alice
const at = (path: string) => () => path
const inThread = (name: keyof DesignedScene['conversations']) => (scene: DesignedScene) =>
  `/messages/${scene.conversations[name]}`

const row = (page: Page) => page.locator('[data-message-id]').first().waitFor()
const dialog = (page: Page) => page.getByRole('dialog')
const box = (page: Page) => page.locator('form textarea')
const priced = (page: Page) => page.locator('form button[type=submit][aria-label]').waitFor()

async function write(page: Page, text: string): Promise<void> {
  await priced(page)
  await box(page).fill(text)
}

async function sendRefused(page: Page): Promise<void> {
  await row(page)
  await write(page, 'Are you there?')
  await box(page).press('Enter')
  await page.locator('[data-message-id]:not([data-seq]) button').first().waitFor()
}

export const DESIGNED_STATES: readonly DesignedState[] = [
  {
    name: 'signing in',
    path: at('/sign-in'),
    reach: (page) => page.locator('input[type=password]').waitFor(),
  },
  {
    name: 'a new account with faults',
    path: at('/sign-in'),
    reach: async (page) => {
      await page.locator('section form + p button').click()
      await page.locator('input[name=name]').waitFor()
      await page.locator('form button[type=submit]').click()
      await page.locator('input[aria-invalid=true]').first().waitFor()
    },
  },
  {
    name: 'no conversations',
    as: ({ newcomer }) => newcomer,
    path: at('/messages'),
    reach: (page) => page.locator('nav h2').waitFor(),
  },
  {
    name: 'nothing picked',
    as: alice,
    path: at('/messages'),
    reach: (page) => page.locator('nav li a').first().waitFor(),
  },
  { name: 'a thread', as: alice, path: inThread('direct'), reach: row },
  {
    name: 'a group and its details',
    as: alice,
    path: inThread('group'),
    reach: async (page) => {
      await row(page)
      // On a desk they stand beside the conversation from the start.
      await page.locator('aside li').first().waitFor()
    },
  },
  {
    name: 'the details above a group',
    as: alice,
    path: inThread('group'),
    reach: async (page) => {
      await page.setViewportSize({ width: 1024, height: 900 })
      await row(page)
      await page.locator('section header button[aria-haspopup=dialog]').click()
      await dialog(page).locator('li').first().waitFor()
    },
  },
  {
    name: 'who has read a message',
    as: alice,
    path: inThread('group'),
    reach: async (page) => {
      await page.locator('[data-message-id] button[aria-haspopup=dialog]').first().click()
      await dialog(page).locator('li').first().waitFor()
    },
  },
  {
    name: 'what can be done with a message',
    as: alice,
    path: inThread('direct'),
    reach: async (page) => {
      await row(page)
      await page.locator('[data-message-id]').last().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menu').waitFor()
    },
  },
  {
    name: 'an empty thread',
    as: alice,
    path: inThread('empty'),
    reach: (page) => page.locator('section h2').waitFor(),
  },
  {
    name: 'an empty thread where messages disappear',
    as: alice,
    path: inThread('disappearing'),
    reach: (page) => page.locator('section h2').waitFor(),
  },
  {
    name: 'a conversation that is not here',
    as: alice,
    path: at('/messages/0197a000-0000-7000-8000-000000000000'),
    reach: (page) => page.locator('main a[href="/messages"]').waitFor(),
  },
  {
    name: 'out of points',
    as: ({ broke }) => broke,
    path: inThread('broke'),
    reach: async (page) => {
      await row(page)
      await write(page, 'For nothing')
      await page.locator('button[type=submit][aria-disabled=true]').waitFor()
    },
  },
  {
    name: 'the first message of a day that costs points',
    as: ({ payer }) => payer,
    path: inThread('payer'),
    reach: async (page) => {
      await row(page)
      await page.evaluate(() => {
        for (const key of Object.keys(localStorage).filter((each) => each.includes('agreed')))
          localStorage.removeItem(key)
      })
      await write(page, 'Worth it')
      await box(page).press('Enter')
      await page.locator('form [role=alert] button').waitFor()
    },
  },
  {
    name: 'a message that was refused',
    as: ({ blocked }) => blocked,
    path: inThread('blocked'),
    reach: sendRefused,
  },
  {
    name: 'the outbox',
    as: ({ blocked }) => blocked,
    path: inThread('blocked'),
    reach: async (page) => {
      await sendRefused(page)
      await page.locator('header:has(h1) button[aria-haspopup=dialog][title]').first().click()
      await dialog(page).locator('li').first().waitFor()
    },
  },
  {
    name: 'offline',
    as: alice,
    path: inThread('direct'),
    reach: async (page) => {
      await row(page)
      await page.context().setOffline(true)
      await page.locator('[role=status] button').waitFor()
    },
  },
  {
    name: 'a new conversation',
    as: alice,
    path: at('/messages'),
    reach: async (page) => {
      await page.locator('nav li a').first().waitFor()
      await page.keyboard.press('Alt+KeyN')
      await dialog(page).locator('input[type=search]').fill('Bob')
      await dialog(page).locator('li button').first().click()
      await dialog(page).locator('input[type=search]').fill('Bro')
      await dialog(page).locator('li button').nth(1).waitFor()
    },
  },
  {
    name: 'choosing when a message disappears',
    as: alice,
    path: inThread('direct'),
    reach: async (page) => {
      await row(page)
      await page.locator('form button[aria-haspopup=dialog]').click()
      await dialog(page).locator('input[type=radio]').last().check()
      await dialog(page).locator('select').waitFor()
    },
  },
  {
    name: 'the wallet',
    as: ({ payer }) => payer,
    path: at('/wallet'),
    reach: (page) => page.locator('main li').first().waitFor(),
  },
  {
    name: 'the settings',
    as: alice,
    path: at('/settings'),
    reach: (page) => page.locator('main [role=switch]').first().waitFor(),
  },
  {
    name: 'the shortcuts',
    as: alice,
    path: inThread('direct'),
    reach: async (page) => {
      await row(page)
      await page.keyboard.press('Control+/')
      await dialog(page).locator('kbd').first().waitFor()
    },
  },
  {
    name: 'a page that is not there',
    as: alice,
    path: at('/nowhere'),
    reach: (page) => page.locator('main a[href="/messages"]').waitFor(),
  },
  {
    name: 'no server',
    path: at('/sign-in'),
    reach: async (page) => {
      await page.route('**/api/**', (route) => route.abort())
      await page.reload()
      await page.locator('main h1').waitFor()
    },
  },
]
