import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { launchBrowser, openAs, signInTo, thread } from './browser.ts'
import { KillableBrowser } from './killable-browser.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

test('what is written offline outlives the death of the browser, and arrives once and in order', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const carol = await world.person('Carol')
  const withBob = await world.direct()
  const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: carol.id })
  await using killable = await KillableBrowser.create()

  const context = await killable.start()
  await signInTo(context, alice, world.origin)
  const page = await context.newPage()
  await page.goto(`${world.origin}/messages/${withBob}`)
  await thread(page, 'Bob').write('before')
  await until(async () =>
    expect((await bob.trpc.messages.fetch.query({ conversationId: withBob })).items).toHaveLength(1),
  )
  await context.setOffline(true)
  const conversations = page.getByRole('navigation', { name: 'Conversations' })
  for (let index = 1; index <= 5; index += 1) await thread(page, 'Bob').write(`to Bob ${index}`)
  await conversations.getByRole('link', { name: /^Carol/ }).click()
  for (let index = 1; index <= 5; index += 1) await thread(page, 'Carol').write(`to Carol ${index}`)
  await thread(page, 'Carol').message('to Carol 5').waitFor()
  await thread(page, 'Carol').box.fill('not finished yet')
  await expect.poll(() => keptInBrowser(page)).toEqual({ waiting: 10, drafts: ['not finished yet'] })
  await killable.kill()
  expect((await bob.trpc.messages.fetch.query({ conversationId: withBob })).items).toHaveLength(1)

  const again = await killable.start()
  await signInTo(again, alice, world.origin)
  const reopened = await again.newPage()
  await reopened.goto(`${world.origin}/messages/${conversation.id}`)
  const textsOf = async (conversationId: string) => {
    const { items } = await alice.trpc.messages.fetch.query({ conversationId })
    return items.map(({ content }) => content).reverse()
  }
  await until(async () =>
    expect(await textsOf(withBob)).toEqual(['before', ...[1, 2, 3, 4, 5].map((index) => `to Bob ${index}`)]),
  )
  await until(async () =>
    expect(await textsOf(conversation.id)).toEqual([1, 2, 3, 4, 5].map((index) => `to Carol ${index}`)),
  )
  await expect.poll(() => thread(reopened, 'Carol').box.inputValue()).toBe('not finished yet')
  expect((await alice.trpc.quota.status.query()).usedToday).toBe(11)
  await expect.poll(() => keptInBrowser(reopened)).toEqual({ waiting: 0, drafts: ['not finished yet'] })
})

test('of two tabs one sends, both show the same, and the other takes over when it is closed', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  const { page: one, context } = await openAs(
    browser,
    world.alice,
    world.origin,
    `/messages/${conversationId}`,
  )
  await thread(one, 'Bob').write('from the first')
  const two = await context.newPage()
  await two.goto(`/messages/${conversationId}`)
  await thread(two, 'Bob').message('from the first').waitFor()
  await thread(two, 'Bob').write('from the second')
  await thread(one, 'Bob').message('from the second').waitFor()
  await context.setOffline(true)
  await thread(two, 'Bob').write('offline words')
  await thread(one, 'Bob').message('offline words').waitFor()
  await one.close()
  await context.setOffline(false)
  await until(async () => {
    const { items } = await world.bob.trpc.messages.fetch.query({ conversationId })
    expect(items.map(({ content }) => content)).toEqual([
      'offline words',
      'from the second',
      'from the first',
    ])
  })
  await context.close()
})

test('who listens to the page is told once that a message was refused, and of none that failed before', async () => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.bob.trpc.users.block.mutate({ userId: world.alice.id })
  const { page, context } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const refusal = 'Not sent: you cannot write to this person.'
  const spoken = page.locator('[aria-live]').getByText(refusal)
  await page.getByRole('button', { name: 'Send, free' }).waitFor()
  await thread(page, 'Bob').write('are you there?')
  await spoken.waitFor({ state: 'attached' })
  expect(await spoken.count()).toBe(1)
  await page.reload()
  await thread(page, 'Bob').message('are you there?').getByText(refusal).waitFor()
  expect(await spoken.count()).toBe(0)
  await context.close()
})

/** What the browser's own storage holds. */
async function keptInBrowser(page: Page): Promise<{ waiting: number; drafts: string[] }> {
  return await page.evaluate(async () => {
    const [found] = await indexedDB.databases()
    const open = () =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(found?.name ?? '')
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
    const all = async (name: string) => {
      const store = (await open()).transaction(name).objectStore(name)
      return await new Promise<{ text: string }[]>((resolve) => {
        const reading = store.getAll()
        reading.onsuccess = () => {
          resolve(reading.result)
          store.transaction.db.close()
        }
      })
    }
    const drafts = await all('drafts')
    return { waiting: (await all('outbox')).length, drafts: drafts.map(({ text }) => text) }
  })
}
