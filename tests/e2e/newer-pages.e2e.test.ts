import { expect, test } from 'vitest'
import { seedThread } from '../scorecard/seed-thread.ts'
import { SocketTap } from '../scorecard/socket-tap.ts'
import { largestMove, nextFrames, threadScroll } from '../scorecard/thread-scroll.ts'
import { createWorld } from '../world/create-world.ts'
import { launchBrowser, signInTo, thread } from './browser.ts'

test('who has read to the end of what came around a link stays there when the newest messages follow', async () => {
  await using world = await createWorld()
  await using browser = await launchBrowser()
  const conversationId = await world.direct()
  await seedThread(world, conversationId, { messages: 140, senderIds: [world.alice.id, world.bob.id] })
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}`)
  const { message } = thread(page, 'Bob')
  await message('#140 ').waitFor()

  // The messages around #100 come; those after #124 are on their way for as long as it pleases the test.
  const asked = () => tap.of('messages.fetch').length
  const before = asked()
  const releaseAround = tap.hold()
  await page.evaluate((path) => history.pushState(null, '', path), `/messages/${conversationId}?m=100`)
  await expect.poll(asked).toBeGreaterThan(before)
  await nextFrames(page, 5)
  releaseAround()
  const releaseNewest = tap.hold()
  const list = threadScroll(page)
  await message('#100').waitFor()
  while (!(await list.inSight()).some((row) => row?.includes('#124'))) await list.wheel(2_000)
  await expect.poll(list.distancePx).toBeLessThanOrEqual(1)

  const stop = await list.sample()
  releaseNewest()
  await expect.poll(() => message('#125').count()).toBe(1)
  await nextFrames(page, 10)
  expect(largestMove(await stop())).toBeLessThanOrEqual(1)
  expect((await list.inSight()).some((row) => row?.includes('#124'))).toBe(true)
})

test('what is written while a part in the middle is shown is seen at once, at the end', async () => {
  await using world = await createWorld()
  await using browser = await launchBrowser()
  const conversationId = await world.direct()
  await seedThread(world, conversationId, { messages: 400, senderIds: [world.alice.id, world.bob.id] })
  const context = await browser.newContext({ baseURL: world.origin })
  await signInTo(context, world.alice, world.origin)
  const page = await context.newPage()
  await page.goto(`/messages/${conversationId}?m=100`)
  const { message, box } = thread(page, 'Bob')
  await message('#100 ').waitFor()
  await expect.poll(() => message('#400 ').count()).toBe(0)
  await box.fill('written from the middle')
  await box.press('Enter')
  await message('written from the middle').waitFor()
  expect((await threadScroll(page).inSight()).some((row) => row?.includes('written from the middle'))).toBe(
    true,
  )
  await message('#400 ').waitFor()
  expect(new URL(page.url()).search).toBe('')
})
