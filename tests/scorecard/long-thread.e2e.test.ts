import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { expectWithin, median, tellFigures } from './figures.ts'
import { seedThread } from './seed-thread.ts'
import { SocketTap } from './socket-tap.ts'
import { largestMove, nextFrames, threadScroll } from './thread-scroll.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
let conversationId = ''
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld()
  conversationId = await world.direct()
  await seedThread(world, conversationId, {
    messages: 100_000,
    senderIds: [world.alice.id, world.bob.id],
  })
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

test('3 no jump on prepend: rows in sight stand still while twelve pages of 1 to 40 lines come above them', async () => {
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  await thread(page, 'Bob').message('#100000 ').waitFor()
  const list = threadScroll(page)
  const moves: number[] = []
  let frames = 0
  for (let prepended = 0; prepended < 12; prepended += 1) {
    const asked = tap.of('messages.fetch').length
    const release = tap.hold()
    while (tap.of('messages.fetch').length === asked || (await list.leftAbovePx()) > 1)
      await list.wheel(-3_000)
    const left = await list.leftAbovePx()
    const stop = await list.sample()
    await nextFrames(page, 3)
    release()
    await expect.poll(list.leftAbovePx).toBeGreaterThan(left + 500)
    await nextFrames(page, 20)
    const sampled = await stop()
    frames += sampled.length
    moves.push(largestMove(sampled))
  }
  tellFigures(3, { frames, prepends: moves.length })
  expectWithin(3, 'largest move', Math.max(...moves), 1, 'px')
})

test('17 big conversation: of 100,000 messages at most 80 are in the document, and the memory stays bounded', async () => {
  const { page, context } = await openAs(browser, world.alice, world.origin, '/messages')
  const list = threadScroll(page)
  const link = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: /^Bob/ })
  await link.waitFor()
  const openings: number[] = []
  for (let opened = 0; opened < 5; opened += 1) {
    await page.goto('/messages')
    await link.waitFor()
    openings.push(await timeOpening(page))
  }
  const device = await context.newCDPSession(page)
  const heapBytes = async () => {
    await device.send('HeapProfiler.collectGarbage')
    return (await device.send('Runtime.getHeapUsage')).usedSize
  }
  const before = await heapBytes()
  const stop = await list.sample()
  const oldest = async () => Number((await list.inSight())[0]?.match(/#(\d+)/)?.[1])
  while ((await oldest()) > 90_000) await list.wheel(-8_000)
  const frames = await stop()
  await page.getByRole('button', { name: 'Jump to latest' }).click()
  await expect.poll(list.distancePx).toBe(0)
  const grownMb = ((await heapBytes()) - before) / 1024 / 1024
  expectWithin(17, 'opened, median', median(openings), 300)
  expectWithin(17, 'most rows', Math.max(...frames.map(({ inDocument }) => inDocument)), 80, 'rows')
  expectWithin(17, 'heap grown', grownMb, 30, 'MB')
})

/** From the click on a conversation to the painted newest message, in milliseconds. */
async function timeOpening(page: Awaited<ReturnType<typeof openAs>>['page']): Promise<number> {
  return await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const startedMs = performance.now()
        const look = () => {
          if (document.querySelectorAll('[data-message-id]').length > 0)
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - startedMs)))
          else requestAnimationFrame(look)
        }
        document.querySelector<HTMLElement>('nav[aria-label="Conversations"] a')?.click()
        look()
      }),
  )
}
