import { expect, onTestFinished, test } from 'vitest'
import { launchBrowser, openAs, thread } from '../e2e/browser.ts'
import { createWorld } from '../world/create-world.ts'
import { threadScroll } from './thread-scroll.ts'

const MINUTES = 1 / 60

test('35 grouping, days, midnight: five minutes make a group, days have names and a floating date, and roll over by themselves', async () => {
  await using world = await createWorld()
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const now = async () => {
    const [row] = await world.sql<{ now: Date }[]>`select pennypost.now() as now`
    return row?.now.getTime() ?? Number.NaN
  }
  /** Moves on to the next time that the clock shows this many hours of a day in UTC. */
  const advanceTo = async (hours: number) => {
    const nowHours = ((await now()) / 3_600_000) % 24
    await world.advance((hours - nowHours + 24) % 24)
  }
  await advanceTo(10)
  const { conversation } = await alice.trpc.conversations.create.mutate({
    title: 'Trip',
    participantIds: [bob.id, carol.id],
  })
  const { id } = conversation
  await bob.send(id, 'a1 begins')
  await world.advance(3 * MINUTES)
  await bob.send(id, 'a2 goes on')
  await world.advance(6 * MINUTES)
  await bob.send(id, 'a3 after a while')
  await carol.send(id, 'a4 by somebody else')
  const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format(await now())
  await advanceTo(9)
  const { message } = await carol.send(id, 'b1 another day')
  await alice.trpc.messages.read.mutate({ conversationId: id, upToSeq: message.seq })
  await carol.send(id, 'b2 unread')

  const { page, context } = await openAs(browser, alice, world.origin, `/messages/${id}`)
  await page.setViewportSize({ width: 1_000, height: 420 })
  const list = page.getByRole('list', { name: 'Messages' })
  await thread(page, 'Trip').message('b2 unread').waitFor()
  /** Of each row: a separator's words, or the message's first word and whether it shows who wrote it. */
  const rows = () =>
    list.getByRole('listitem').evaluateAll((items) =>
      items.map((item) => {
        if (!item.matches('[data-message-id]')) return item.textContent
        const [head] = item.querySelectorAll('bdi')
        const isNamed =
          (head?.getBoundingClientRect().width ?? 0) > 1 &&
          item.querySelector('svg, [class*=rounded-full]') !== null
        return `${item.textContent.match(/(?<=:\d\d)[abc]\d/)?.[0]}${isNamed ? ' named' : ''}`
      }),
    )
  expect(await rows()).toEqual([
    'Yesterday',
    'a1 named',
    'a2',
    'a3 named',
    'a4 named',
    'Today',
    'b1 named',
    'New messages',
    'b2 named',
  ])
  await threadScroll(page).wheel(-2_000)
  const floating = page.locator('[aria-hidden=true]').getByText('Yesterday')
  await expect.poll(() => floating.evaluate((element) => getComputedStyle(element).opacity)).toBe('1')

  await advanceTo(24 - 3 / 3_600)
  await bob.send(id, 'c1 any news carries the time')
  await expect
    .poll(async () => (await rows()).filter((row) => /day$/.test(row ?? '')))
    .toEqual([weekday, 'Yesterday'])
  await bob.send(id, 'c2 after midnight')
  await expect
    .poll(async () => (await rows()).filter((row) => /day$/.test(row ?? '')))
    .toEqual([weekday, 'Yesterday', 'Today'])
  await context.close()
})
