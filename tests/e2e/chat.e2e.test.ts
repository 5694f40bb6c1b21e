import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { freePort } from '../world/free-port.ts'
import { PASSWORD } from '../world/person.ts'
import { createProxy } from '../world/proxy.ts'
import { launchBrowser, openAs, thread } from './browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('somebody signs in by the form and finds their conversations', async () => {
  await using world = await createWorld()
  await world.alice.send(await world.direct(), 'Are you there?')
  const page = await browser.newPage({ baseURL: world.origin })
  await page.goto('/')
  await page.getByLabel('Email').fill(world.bob.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const conversations = page.getByRole('navigation', { name: 'Conversations' })
  await conversations.getByRole('link', { name: /^Alice.*1 unread/ }).click()
  await thread(page, 'Alice').message('Are you there?').waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/messages\/[0-9a-f-]{36}$/)
  await page.close()
})

test('two browsers exchange messages both ways', async () => {
  await using world = await createWorld()
  const path = `/messages/${await world.direct()}`
  const { page: atAlice } = await openAs(browser, world.alice, world.origin, path)
  const { page: atBob } = await openAs(browser, world.bob, world.origin, path)
  await thread(atAlice, 'Bob').write('Hello, Bob')
  await thread(atBob, 'Alice').message('Hello, Bob').waitFor()
  await thread(atBob, 'Alice').write('Hello, Alice')
  await thread(atAlice, 'Bob').message('Hello, Alice').waitFor()
  await expect.poll(() => thread(atAlice, 'Bob').list.locator('[data-message-id]').count()).toBe(2)
  await Promise.all([atAlice.context().close(), atBob.context().close()])
})

test('the 21st message shows its price before it costs ten points', async () => {
  await using world = await createWorld()
  await world.grant(world.alice, 15)
  const conversationId = await world.direct()
  for (let sent = 1; sent <= 20; sent += 1) await world.alice.send(conversationId, `number ${sent}`)
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { sendButton, box, message } = thread(page, 'Bob')
  await page.getByRole('status', { name: 'Quota' }).getByText('15').waitFor()
  await box.fill('worth it')
  await expect
    .poll(() =>
      sendButton.getAttribute('aria-label').then(async (label) => label ?? (await sendButton.textContent())),
    )
    .toMatch(/^Send.*10/)
  await sendButton.click()
  const confirm = page.getByRole('button', { name: /^Send for 10 points/ })
  await Promise.race([
    message('worth it').waitFor(),
    confirm
      .last()
      .waitFor()
      .then(() => confirm.last().click()),
  ])
  await message('worth it').waitFor()
  await expect.poll(async () => (await world.alice.trpc.quota.status.query()).balance).toBe(5)
  const { items } = await world.alice.trpc.wallet.entries.query()
  expect(items.map(({ points }) => points)).toEqual([-10, 15])
  await page.context().close()
})

test('a key that is held and a double click ask what a message costs, and only the next one agrees', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  await world.grant(world.alice, 40)
  const conversationId = await world.direct()
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { sendButton, box, message, region } = thread(page, 'Bob')
  const question = region.getByRole('alert').getByText('This one costs 10 points')
  const holdEnter = async () => {
    for (let repeated = 0; repeated < 5; repeated += 1) await page.keyboard.down('Enter')
    await page.keyboard.up('Enter')
  }
  await box.fill('thought over')
  await sendButton.and(page.getByRole('button', { name: 'Send for 10 points' })).waitFor()
  const gestures = [
    holdEnter,
    async () => {
      await sendButton.focus()
      await holdEnter()
    },
    () => sendButton.dblclick(),
  ]
  for (const gesture of gestures) {
    await box.focus()
    await gesture()
    await question.waitFor()
    expect(await box.inputValue()).toBe('thought over')
    await page.getByRole('button', { name: 'Not now' }).click()
    await question.waitFor({ state: 'detached' })
  }
  await sendButton.dblclick()
  await question.waitFor()
  await box.press('Enter')
  await message('thought over').waitFor()
  await expect.poll(async () => (await world.alice.trpc.quota.status.query()).balance).toBe(30)
  await page.context().close()
})

test('somebody without points is told why they cannot send', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 0 } })
  const conversationId = await world.direct()
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { sendButton, box, region } = thread(page, 'Bob')
  await box.fill('for nothing')
  await region
    .getByText(/Not enough points/)
    .first()
    .waitFor()
  expect(await sendButton.getAttribute('aria-disabled')).toBe('true')
  const described = await box.evaluate(
    (element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
  )
  expect(described).toMatch(/^Not enough points \(need 10, have 0\) Free again at /)
  await box.press('Enter')
  await page.locator('[aria-live]').getByText('Not enough points').waitFor({ state: 'attached' })
  expect(await box.inputValue()).toBe('for nothing')
  expect((await world.bob.trpc.messages.fetch.query({ conversationId })).items).toEqual([])
  await page.context().close()
})

test('a disappearing message is there, and gone once the clock has passed', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.alice.send(conversationId, 'stays')
  const { page } = await openAs(browser, world.bob, world.origin, `/messages/${conversationId}`)
  await world.alice.send(conversationId, 'vanishes', { expirationHours: 1 })
  const { message } = thread(page, 'Alice')
  await message('vanishes').waitFor()
  await world.advance(1)
  // Any event carries the server's time, by which the client corrects its own.
  await world.alice.send(conversationId, 'an hour later')
  await message('an hour later').waitFor()
  await message('vanishes').waitFor({ state: 'detached' })
  expect(await page.getByText('vanishes').count()).toBe(0)
  expect(await message('stays').count()).toBe(1)
  await page.context().close()
})

test('a cut socket resumes with what was missed, once and in order', async () => {
  const port = await freePort()
  await using proxy = await createProxy(port)
  const origin = `http://127.0.0.1:${proxy.port}`
  await using world = await createWorld({ port, publicOrigins: [`http://127.0.0.1:${port}`, origin] })
  const conversationId = await world.direct()
  const { page } = await openAs(browser, world.bob, origin, `/messages/${conversationId}`)
  const { message, list } = thread(page, 'Alice')
  await world.alice.send(conversationId, 'before')
  await message('before').waitFor()
  proxy.refuse(true)
  proxy.cut()
  for (let sent = 1; sent <= 5; sent += 1) await world.alice.send(conversationId, `meanwhile ${sent}`)
  proxy.refuse(false)
  await message('meanwhile 5').waitFor({ timeout: 20_000 })
  const texts = await list.locator('[data-message-id]').allInnerTexts()
  expect(texts.map((text) => text.match(/before|meanwhile \d/)?.[0])).toEqual([
    'before',
    ...[1, 2, 3, 4, 5].map((sent) => `meanwhile ${sent}`),
  ])
  await page.context().close()
})
