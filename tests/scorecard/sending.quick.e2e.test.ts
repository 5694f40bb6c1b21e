import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import type { Person } from '../world/person.ts'
import { countWaiting } from './kept-texts.ts'
import { tabTo } from './keyboard.ts'
import { SocketTap } from './socket-tap.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld()
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

/** Two people and their conversation, in which nothing is written yet. */
async function pair(one: string, other: string): Promise<[Person, Person, string]> {
  const people = [await world.person(one), await world.person(other)] as const
  const { conversation } = await people[0].trpc.conversations.create.mutate({ receiverId: people[1].id })
  return [...people, conversation.id]
}

const setQuota = (person: Person, dailyFree: number | null, points: number | null) =>
  world.sql`update pennypost.accounts set daily_free_limit = ${dailyFree}, points_per_message = ${points}
    where user_id = ${person.id}`

async function debitsOf(person: Person): Promise<number[]> {
  const { items } = await person.trpc.wallet.entries.query()
  return items.map(({ points }) => points).filter((points) => points < 0)
}

test('1 exactly-once paid send: two lost answers and a reload make one row on both sides and one debit', async () => {
  const [ada, ben, conversationId] = await pair('Ada', 'Ben')
  await setQuota(ada, 0, null)
  await world.grant(ada, 30)
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, ada, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  const { page: atBen } = await openAs(browser, ben, world.origin, `/messages/${conversationId}`)
  tap.loseAnswers('messages.send', 3)
  await thread(page, 'Ben').write('paid once')
  await thread(page, 'Ben').box.press('Enter')
  await expect.poll(() => tap.of('messages.send').length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
  await page.reload()
  await expect.poll(() => tap.of('messages.send').length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
  await expect.poll(() => countWaiting(page), { timeout: 20_000 }).toBe(0)
  for (const [at, name] of [
    [page, 'Ben'],
    [atBen, 'Ada'],
  ] as const) {
    await thread(at, name).message('paid once').waitFor()
    expect(await thread(at, name).list.locator('[data-message-id]').count()).toBe(1)
  }
  expect(await debitsOf(ada)).toEqual([-10])
})

test('5 price before send: free, last free, paid and broke are said before; agreed once; a higher price keeps the text', async () => {
  const [cara, dan, conversationId] = await pair('Cara', 'Dan')
  await setQuota(cara, 2, null)
  await world.grant(cara, 25)
  const { page } = await openAs(browser, cara, world.origin, `/messages/${conversationId}`)
  const { region, box, sendButton, message, write } = thread(page, 'Dan')
  const says = (line: string, button: string) =>
    Promise.all([
      region.getByText(line).first().waitFor(),
      region.getByRole('button', { name: button, exact: true }).waitFor(),
    ])
  await says('Free · 2 left today', 'Send, free')
  await write.call({ box }, 'first')
  await says('Free · 1 left today', 'Send, free')
  await write.call({ box }, 'second, the last free one')
  await says('10 points · balance 25', 'Send for 10 points')

  await write.call({ box }, 'third')
  await region.getByRole('alert').getByText('This one costs 10 points').waitFor()
  expect(await box.inputValue()).toBe('third')
  expect(await debitsOf(cara)).toEqual([])
  await box.press('Enter')
  await message('third').waitFor()
  await says('10 points · balance 15', 'Send for 10 points')
  await expect.poll(() => debitsOf(cara)).toEqual([-10])

  // The server asks for more than what was shown: nothing is charged, and nothing is lost.
  await page.context().setOffline(true)
  await page.getByText('You are offline').waitFor()
  await write.call({ box }, 'at the old price')
  await message('at the old price').waitFor()
  await setQuota(cara, 2, 11)
  await page.context().setOffline(false)
  await message('at the old price').getByText('the price has changed').waitFor()
  expect(await debitsOf(cara)).toEqual([-10])
  await message('at the old price').getByRole('button', { name: 'Edit' }).click()
  await expect.poll(() => box.inputValue()).toBe('at the old price')

  await setQuota(cara, 2, 16)
  await page.reload()
  await says('Not enough points (need 16, have 15)', 'Send for 16 points')
  await expect.poll(() => box.inputValue()).toBe('at the old price')
  expect(await sendButton.getAttribute('aria-disabled')).toBe('true')
  await box.press('Enter')
  expect(await box.inputValue()).toBe('at the old price')
  const { items } = await dan.trpc.messages.fetch.query({ conversationId })
  expect(items.map(({ content }) => content)).toEqual(['third', 'second, the last free one', 'first'])
})

test('10 failed state: it says why, outlives a reload, and Retry, Edit and Delete work by keyboard', async () => {
  const [eve, fred, conversationId] = await pair('Eve', 'Fred')
  await fred.trpc.users.block.mutate({ userId: eve.id })
  const { page } = await openAs(browser, eve, world.origin, `/messages/${conversationId}`)
  const { box, list, message } = thread(page, 'Fred')
  const failed = message('Hello?')
  const press = async (name: string) => {
    await tabTo(page, failed.getByRole('button', { name }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true)
  }
  await thread(page, 'Fred').write('Hello?')
  await failed.getByText('you cannot write to this person').waitFor()
  await page.getByRole('navigation', { name: 'Conversations' }).getByText('Not sent').waitFor()

  await page.reload()
  await failed.getByText('you cannot write to this person').waitFor()
  await box.focus()
  await press('Edit')
  await expect.poll(() => box.inputValue()).toBe('Hello?')
  await expect.poll(() => list.locator('[data-message-id]').count()).toBe(0)
  await page.keyboard.press('Enter')
  await failed.getByRole('button', { name: 'Delete' }).waitFor()
  await press('Delete')
  await expect.poll(() => list.locator('[data-message-id]').count()).toBe(0)
  await expect.poll(() => countWaiting(page)).toBe(0)

  await thread(page, 'Fred').write('Hello?')
  await failed.getByRole('button', { name: 'Retry' }).waitFor()
  await fred.trpc.users.unblock.mutate({ userId: eve.id })
  await press('Retry')
  await failed.getByText('Sent').waitFor()
  expect((await fred.trpc.messages.fetch.query({ conversationId })).items).toHaveLength(1)
})

test('15 Enter, Shift+Enter, input methods: nothing is sent while ja, zh or ko is being composed', async () => {
  const [gwen, , conversationId] = await pair('Gwen', 'Hugo')
  const { page, context } = await openAs(browser, gwen, world.origin, `/messages/${conversationId}`)
  const { box, list, message } = thread(page, 'Hugo')
  const device = await context.newCDPSession(page)
  await box.focus()
  let written = ''
  for (const steps of [
    ['k', 'か', 'かn', 'かん', '漢'],
    ['n', 'ni', 'ni h', 'ni hao', '你好'],
    ['ㅎ', '하', '한'],
  ]) {
    for (const text of steps) {
      const { length } = text
      await device.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length })
    }
    // Enter takes the candidate: to the page it is the key 229.
    const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 }
    await device.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...enter })
    await device.send('Input.insertText', { text: steps.at(-1) ?? '' })
    await device.send('Input.dispatchKeyEvent', { type: 'keyUp', ...enter })
    written += steps.at(-1)
    await expect.poll(() => box.inputValue()).toBe(written)
  }
  // Some browsers end the composition before they tell of the Enter that ended it.
  await box.evaluate((element) => {
    const options = { key: 'Enter', code: 'Enter', keyCode: 229, bubbles: true, cancelable: true }
    element.dispatchEvent(new KeyboardEvent('keydown', options))
  })
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('two lines')
  expect(await box.inputValue()).toBe(`${written}\ntwo lines`)
  expect(await list.locator('[data-message-id]').count()).toBe(0)
  await page.keyboard.press('Enter')
  await message('漢你好한').getByText('Sent').waitFor()
  expect(await list.locator('[data-message-id]').count()).toBe(1)
})
