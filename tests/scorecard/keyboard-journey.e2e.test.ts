import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { PASSWORD } from '../world/person.ts'
import { tabTo } from './keyboard.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld({ settings: { dailyFreeLimit: 2 } })
})
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

/** Where the keyboard is has to be seen: something around the focus differs from how it looks without it, uncovered. */
async function expectFocusSeen(page: Page): Promise<void> {
  const seen = await page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return 'nothing has the focus'
    const shown = element.closest('label') ?? element
    const around = [element, shown, ...(element.matches('textarea') ? [element.closest('form > div')] : [])]
    const isMarked = around.some((each) => {
      if (each === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    const { left, right, top, bottom } = shown.getBoundingClientRect()
    const atPoint = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    const isUncovered = atPoint !== null && (shown.contains(atPoint) || atPoint.contains(shown))
    return isMarked && isUncovered
      ? 'seen'
      : `${isMarked ? 'covered' : 'not marked'}: ${shown.outerHTML.slice(0, 120)}`
  })
  expect(seen).toBe('seen')
}

async function goTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor()
  await tabTo(page, target, key)
  await expectFocusSeen(page)
}

test('12 keyboard-only journey: sign in, open, send, set a lifetime, pay, retry, start a group, settings, sign out', async () => {
  const { alice, bob, origin } = world
  await world.grant(alice, 100)
  const carol = await world.person('Carol')
  await world.direct()
  await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  await carol.trpc.users.block.mutate({ userId: alice.id })
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'UTC' })
  const page = await context.newPage()
  const { keyboard } = page
  const conversations = page.getByRole('navigation', { name: 'Conversations' })

  await page.goto('/')
  await goTo(page, page.getByLabel('Email'))
  await keyboard.type(alice.email)
  await goTo(page, page.getByLabel('Password'))
  await keyboard.type(PASSWORD)
  await keyboard.press('Enter')

  await goTo(page, conversations.getByRole('link', { name: /^Bob/ }))
  await keyboard.press('Enter')
  const { box, message, disappears, sendButton } = thread(page, 'Bob')
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true)
  await expectFocusSeen(page)
  await keyboard.type('By keyboard')
  await keyboard.press('Enter')
  await message('By keyboard').getByText('Sent').waitFor()

  await goTo(page, disappears)
  await keyboard.press('Enter')
  await page.getByRole('radio', { name: '8 hours' }).waitFor()
  await tabTo(page, page.getByRole('dialog').getByRole('radio', { checked: true }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect.poll(() => page.getByRole('radio', { name: '8 hours' }).isChecked()).toBe(true)
  await expectFocusSeen(page)
  await keyboard.press('Escape')
  await expect.poll(() => disappears.evaluate((element) => element === document.activeElement)).toBe(true)
  await goTo(page, box, 'Shift+Tab')
  await keyboard.type('Gone in eight hours')
  await keyboard.press('Enter')
  await message('Gone in eight hours').getByText('Sent').waitFor()

  await keyboard.type('Worth ten points')
  await goTo(page, sendButton)
  await keyboard.press('Enter')
  await page.getByText('Press Send again to agree').waitFor()
  await goTo(page, sendButton)
  await keyboard.press('Enter')
  await message('Worth ten points').getByText('Sent').waitFor()
  await expect.poll(async () => (await alice.trpc.quota.status.query()).balance).toBe(90)

  await keyboard.press('Alt+ArrowDown')
  await thread(page, 'Carol').box.waitFor()
  await goTo(page, thread(page, 'Carol').box)
  await keyboard.type('May I?')
  await keyboard.press('Enter')
  const failed = thread(page, 'Carol').message('May I?')
  await failed.getByRole('button', { name: 'Retry' }).waitFor()
  await carol.trpc.users.unblock.mutate({ userId: alice.id })
  await goTo(page, failed.getByRole('button', { name: 'Retry' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await failed.getByText('Sent').waitFor()

  await keyboard.press('Alt+KeyN')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('searchbox').waitFor()
  for (const { name } of [bob, carol]) {
    await goTo(page, dialog.getByRole('searchbox'))
    await keyboard.type(name)
    await goTo(page, dialog.getByRole('list', { name: 'People found' }).getByRole('button', { name }))
    await keyboard.press('Enter')
  }
  await goTo(page, dialog.getByLabel('Title of the group'))
  await keyboard.type('Three of us')
  await keyboard.press('Enter')
  await thread(page, 'Three of us').box.waitFor()

  await goTo(page, page.getByRole('link', { name: 'Settings' }), 'Shift+Tab')
  await keyboard.press('Enter')
  await goTo(page, page.getByRole('button', { name: 'Sign out' }))
  await keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await context.close()
})

test('12 no trap: in both panes the keyboard comes round again, and a dialog gives the focus back', async () => {
  const path = `/messages/${await world.direct()}`
  const context = await browser.newContext({ baseURL: world.origin, locale: 'en-GB', timezoneId: 'UTC' })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(path)
  const { box } = thread(page, 'Bob')
  await box.waitFor()
  await box.focus()
  const rounds: string[] = []
  do {
    await page.keyboard.press('Tab')
    rounds.push(await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 100) ?? ''))
  } while (rounds.length < 80 && !(await box.evaluate((element) => element === document.activeElement)))
  expect(rounds.length).toBeLessThan(80)

  const open = page.getByRole('button', { name: 'New conversation' })
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => open.evaluate((element) => element === document.activeElement)).toBe(true)
  await context.close()
})
