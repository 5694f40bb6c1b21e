import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, openAs } from './browser.ts'

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
