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

test('in a group a removal is asked twice, and a title that cannot be says why', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Choir',
    participantIds: [bob.id, carol.id],
  })
  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${conversation.id}`)
  await page.setViewportSize({ width: 1440, height: 900 })
  const details = page.getByRole('complementary', { name: 'Details' })
  const people = async () => {
    const { participants } = await alice.trpc.conversations.get.query({ conversationId: conversation.id })
    return participants.map(({ name }) => name).sort()
  }
  await details.getByRole('button', { name: 'Remove Bob' }).click()
  const question = details.getByRole('alert')
  await question.getByText('Remove this person?').waitFor()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await question.waitFor({ state: 'detached' })
  expect(await people()).toEqual(['Alice', 'Bob', 'Carol'])
  await details.getByRole('button', { name: 'Remove Bob' }).click()
  await question.getByRole('button', { name: 'Remove Bob' }).click()
  await expect.poll(people).toEqual(['Alice', 'Carol'])

  const title = details.getByRole('textbox', { name: 'Title' })
  for (const wrong of ['', 't'.repeat(121)]) {
    await title.fill(wrong)
    await details.getByText('Between 1 and 120 characters.').waitFor()
    expect(await title.getAttribute('aria-invalid')).toBe('true')
  }
  await title.fill('Band')
  await details.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('region', { name: 'Conversation with Band' }).waitFor()
  await context.close()
})

test('whoever blocks somebody reads that it is their own block, and is offered the way back alone', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  await page.setViewportSize({ width: 1440, height: 900 })
  const details = page.getByRole('complementary', { name: 'Details' })
  const { sendButton, region, write, message } = thread(page, 'Bob')
  const block = details.getByRole('button', { name: 'Block Bob', exact: true })
  const unblock = details.getByRole('button', { name: 'Unblock Bob' })
  await block.click()
  await details.getByRole('alert').getByRole('button', { name: 'Block Bob', exact: true }).click()
  await block.waitFor({ state: 'detached' })
  await region.getByText('You have blocked this person.').waitFor()
  await thread(page, 'Bob').box.fill('in vain')
  expect(await sendButton.getAttribute('aria-disabled')).toBe('true')
  await unblock.click()
  await unblock.waitFor({ state: 'detached' })
  await block.waitFor()
  await write.call(thread(page, 'Bob'), 'welcome back')
  await message('welcome back').getByText('Sent').waitFor()
  await context.close()
})
