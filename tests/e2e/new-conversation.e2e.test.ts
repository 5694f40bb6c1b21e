import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, openAs, thread } from './browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('people are found and picked by keyboard, a title too long is named, and what is typed next goes into the new conversation', async () => {
  await using world = await createWorld()
  await world.people('Carl', 'Carla')
  const { page, context } = await openAs(browser, world.alice, world.origin)
  const dialog = page.getByRole('dialog', { name: 'New conversation' })
  const open = () => page.getByRole('button', { name: 'New conversation' }).click()
  const search = dialog.getByRole('searchbox', { name: 'Find people' })
  const found = (name: string) =>
    dialog.getByRole('list', { name: 'People found' }).getByRole('button', { name, exact: true })
  const pickedNames = () =>
    dialog
      .getByRole('list', { name: 'Picked' })
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')))

  await open()
  await search.fill('Car')
  await found('Carla').waitFor()
  for (const key of ['Down', 'Down', 'Up', 'Up']) await page.keyboard.press(`Arrow${key}`)
  expect(await search.evaluate((box) => box === document.activeElement)).toBe(true)
  for (const key of ['Down', 'Down']) await page.keyboard.press(`Arrow${key}`)
  await page.keyboard.press('Enter')
  await expect.poll(() => pickedNames()).toEqual(['Leave Carla out'])
  await search.fill('Bob')
  await found('Bob').waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => pickedNames()).toEqual(['Leave Carla out', 'Leave Bob out'])
  const title = dialog.getByRole('textbox', { name: 'Title of the group' })
  await title.fill('t'.repeat(121))
  const create = dialog.getByRole('button', { name: 'Create group' })
  expect(await create.getAttribute('aria-disabled')).toBe('true')
  await dialog.getByText('Between 1 and 120 characters.').waitFor()
  await title.fill('Choir')
  await title.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.type('to all')
  await expect.poll(() => thread(page, 'Choir').box.inputValue()).toBe('to all')

  await open()
  await search.fill('Bob')
  await found('Bob').waitFor()
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Write to Bob' }).waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.type('hello')
  await expect.poll(() => thread(page, 'Bob').box.inputValue()).toBe('hello')

  await open()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'New conversation',
  )
  await open()
  await context.setOffline(true)
  await search.fill('Dan')
  await dialog.getByText('This waits for a connection.').waitFor()
  await context.close()
})

test('whoever lacks the points to open a conversation reads how many, and cannot press for them', async () => {
  await using world = await createWorld()
  const host = await world.person('Hostess', 'host')
  await world.sql`update pennypost.users set opening_price_points = 50 where id = ${host.id}`
  const { page, context } = await openAs(browser, world.alice, world.origin)
  await page.getByRole('button', { name: 'New conversation' }).click()
  const dialog = page.getByRole('dialog', { name: 'New conversation' })
  await dialog.getByRole('searchbox', { name: 'Find people' }).fill('Hostess')
  await dialog.getByRole('button', { name: 'Hostess', exact: true }).click()
  await dialog.getByRole('button', { name: 'Write to Hostess' }).click()
  const button = dialog.getByRole('button', { name: 'Open for 50 points' })
  await dialog.getByText('Not enough points (need 50, have 0)').waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await world.grant(world.alice, 60)
  await dialog.getByText('50 points · balance 60').waitFor()
  await button.click()
  await thread(page, 'Hostess').region.waitFor()
  expect((await world.alice.trpc.quota.status.query()).balance).toBe(10)
  await context.close()
})
