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

test('past the twentieth of a group, and once removed, people keep their names, and the tick counts whom its list names', async () => {
  await using world = await createWorld()
  const { alice, bob, sql } = world
  const zoe = await world.person('Zoe')
  await sql`insert into pennypost.users (id, name) select 'crowd-' || n, 'Crowd ' || n from generate_series(1, 24) n`
  const { create, addParticipants, removeParticipant } = alice.trpc.conversations
  const { conversation } = await create.mutate({
    title: 'Crowd',
    participantIds: [bob.id, ...Array.from({ length: 24 }, (_, index) => `crowd-${index + 1}`)],
  })
  const conversationId = conversation.id
  await addParticipants.mutate({ conversationId, userIds: [zoe.id] })
  const { page } = await openAs(browser, alice, world.origin, `/messages/${conversationId}`)
  const { message, write } = thread(page, 'Crowd')
  await write.call(thread(page, 'Crowd'), 'my own')
  await message('my own').getByText('Sent', { exact: true }).waitFor()
  await zoe.send(conversationId, 'from far back')
  await message('from far back').getByText('Zoe', { exact: true }).waitFor()
  await page.getByText(/^Zoe: from far back/).waitFor()
  for (const reader of [bob, zoe]) await reader.trpc.messages.read.mutate({ conversationId, upToSeq: 1_000 })
  const tick = message('my own').getByRole('button', { name: /Read by/ })
  await expect.poll(() => tick.textContent()).toMatch(/^2/)
  await tick.click()
  const readers = page.getByRole('dialog', { name: 'Read by' }).getByRole('listitem')
  await expect.poll(() => readers.allTextContents()).toHaveLength(2)
  expect((await readers.allTextContents()).map((text) => text.match(/Bob|Zoe/)?.[0]).sort()).toEqual([
    'Bob',
    'Zoe',
  ])
  await removeParticipant.mutate({ conversationId, userId: zoe.id })
  const people = page.getByRole('region', { name: 'Conversation with Crowd' }).getByText('26 people')
  await people.waitFor()
  expect(await message('from far back').getByText('Zoe', { exact: true }).count()).toBe(1)
  const link = page.getByRole('link', { name: /^Crowd/ })
  await expect.poll(() => link.textContent()).toContain('Zoe: from far back')
  await page.reload()
  await message('from far back').getByText('Zoe', { exact: true }).waitFor()
  await page.context().close()
})
