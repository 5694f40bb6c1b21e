import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { seedThread } from '../scorecard/seed-thread.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { closeContexts, launchBrowser, openAs, thread } from './browser.ts'

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

/** What changed in the document in the one go that brought the next row: the parts it was in, and rows that went. */
function drawnWithTheRow(): Promise<{ parts: string[]; rowsGone: number }> {
  return new Promise((resolve) => {
    const observer = new MutationObserver((records) => {
      const rows = (nodes: NodeList) => [...nodes].filter((node) => node instanceof HTMLLIElement).length
      if (!records.some(({ addedNodes }) => rows(addedNodes) > 0)) return
      observer.disconnect()
      const elements = records.map(({ target }) =>
        target instanceof Element ? target : target.parentElement,
      )
      const parts = elements.flatMap(
        (element) => element?.closest('[data-part]')?.getAttribute('data-part') ?? [],
      )
      const rowsGone = records.reduce((sum, { removedNodes }) => sum + rows(removedNodes), 0)
      resolve({ parts: [...new Set(parts)].sort(), rowsGone })
    })
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  })
}

test('Enter draws the new row and the composer at once; the conversations, and a row that leaves, follow', async () => {
  const conversationId = await world.direct()
  await seedThread(world, conversationId, { messages: 200, senderIds: [world.alice.id, world.bob.id] })
  const { page } = await openAs(browser, world.alice, world.origin, `/messages/${conversationId}`)
  const { box, message, region } = thread(page, 'Bob')
  await message('#200 ').waitFor()
  await region.getByText('left today').waitFor()
  for (let sent = 1; sent <= 5; sent += 1) {
    await box.fill(`Drawn first ${sent}.`)
    await page.getByRole('navigation', { name: 'Conversations' }).getByText(`Drawn first ${sent}.`).waitFor()
    const drawn = page.evaluate(drawnWithTheRow)
    await box.press('Enter')
    expect(await drawn).toEqual({ parts: ['composer', 'messages'], rowsGone: 0 })
    await message(`Drawn first ${sent}.`).getByText('Sent').waitFor()
  }
})
