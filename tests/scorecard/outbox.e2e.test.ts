import { expect, test } from 'vitest'
import { signInTo, thread } from '../e2e/browser.ts'
import { KillableBrowser } from '../e2e/killable-browser.ts'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { tellFigures } from './figures.ts'
import { countWaiting } from './kept-texts.ts'

test('2 offline outbox survives kill -9: twenty messages in three conversations arrive once and in order', async () => {
  await using world = await createWorld({ settings: { dailyFreeLimit: 15 } })
  const { alice } = world
  await world.grant(alice, 100)
  const names = ['Bob', 'Carol', 'Dan']
  const people = [world.bob, await world.person('Carol'), await world.person('Dan')]
  const ids: string[] = []
  for (const { id } of people) {
    const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: id })
    ids.push(conversation.id)
  }
  await using killable = await KillableBrowser.create()
  const context = await killable.start()
  await signInTo(context, alice, world.origin)
  const page = await context.newPage()
  await page.goto(`${world.origin}/messages/${ids[0]}`)
  await thread(page, 'Bob').region.getByText('Free · 15 left today').waitFor()
  await context.setOffline(true)
  const written: string[][] = [[], [], []]
  for (let index = 0; index < 20; index += 1) {
    const at = index % 3
    const name = names[at] ?? ''
    await page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .click()
    await thread(page, name).write(`message ${index}.`)
    const agree = page.getByRole('alert').getByText('This one costs 10 points')
    if (index === 15) {
      await agree.waitFor()
      await thread(page, name).box.press('Enter')
    }
    await thread(page, name).message(`message ${index}.`).waitFor()
    written[at]?.push(`message ${index}.`)
  }
  await expect.poll(() => countWaiting(page)).toBe(20)
  await killable.kill()

  const again = await killable.start()
  await signInTo(again, alice, world.origin)
  const reopened = await again.newPage()
  await reopened.goto(`${world.origin}/messages`)
  for (const [at, conversationId] of ids.entries())
    await until(async () => {
      const { items } = await alice.trpc.messages.fetch.query({ conversationId })
      expect(items.map(({ content }) => content).reverse()).toEqual(written[at])
    })
  await expect.poll(() => countWaiting(reopened)).toBe(0)
  const { usedToday, balance } = await alice.trpc.quota.status.query()
  expect({ usedToday, balance }).toEqual({ usedToday: 15, balance: 50 })
  tellFigures(2, { delivered: '20 of 20, once', charged: '5 × 10 points' })
})
