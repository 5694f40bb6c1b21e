import type { Route } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { PASSWORD } from '../world/person.ts'
import { launchBrowser, openAs, thread } from './browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('a session that ends while somebody looks is told, one’s own way out is not, and nothing but a ban is called one', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const operator = await world.person('Operator', 'admin')
  const conversationId = await world.direct()
  const own = await openAs(browser, bob, world.origin, '/settings')
  await own.page.getByRole('button', { name: 'Sign out' }).click()
  await own.page.getByRole('button', { name: 'Sign in' }).waitFor()
  await own.page.getByRole('status').waitFor({ state: 'detached' })

  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${conversationId}`)
  await thread(page, 'Bob').box.waitFor()
  const complaints: string[] = []
  page.on('console', (line) => complaints.push(line.text()))
  await operator.trpc.admin.users.ban.mutate({ user: alice.id })
  await page.getByText('Your session has ended.').waitFor()
  expect(complaints).toEqual([])
  await page.getByLabel('Email').fill(alice.email)
  await page.getByLabel('Password').fill(PASSWORD)
  const forbid = (route: Route) => route.fulfill({ status: 403, body: 'Forbidden by a proxy' })
  await page.route('**/api/auth/sign-in/email', forbid, { times: 1 })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('That did not work.').waitFor()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('This account may not sign in any more.').waitFor()
  await own.context.close()
  await context.close()
})

test('signing in leads to the message that a link named, in every tab that waits', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  const { message } = await bob.send(conversationId, 'the linked words')
  const link = `${world.origin}/messages/${conversationId}?m=${message.seq}`
  const context = await browser.newContext()
  const one = await context.newPage()
  const other = await context.newPage()
  for (const page of [one, other]) {
    await page.goto(link)
    await page.waitForURL('**/sign-in')
  }
  await one.reload()
  await one.getByLabel('Email').fill(alice.email)
  await one.getByLabel('Password').fill(PASSWORD)
  await one.getByRole('button', { name: 'Sign in' }).click()
  for (const page of [one, other]) {
    await thread(page, 'Bob').message('the linked words').waitFor()
    expect(page.url()).toBe(link)
  }
  await context.close()
})
