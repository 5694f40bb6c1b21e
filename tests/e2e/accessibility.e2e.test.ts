import { AxeBuilder } from '@axe-core/playwright'
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

test.each(['light', 'dark'] as const)('axe finds nothing on any page in %s', async (colorScheme) => {
  await using world = await createWorld()
  const conversationId = await world.direct()
  await world.bob.send(conversationId, 'Hello, Alice', { expirationHours: 2 })
  const { page, context } = await openAs(browser, world.alice, world.origin, '/messages')
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const places = [
    ['/messages', page.getByRole('navigation', { name: 'Conversations' }).getByRole('link').first()],
    [`/messages/${conversationId}`, thread(page, 'Bob').message('Hello, Alice')],
    ['/wallet', page.getByRole('heading', { name: /wallet/i }).first()],
    ['/settings', page.getByRole('heading', { name: /settings/i }).first()],
  ] as const
  for (const [path, sign] of places) {
    await page.goto(path)
    await sign.waitFor()
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => ({ path, id, nodes: nodes.map(({ html }) => html) }))).toEqual(
      [],
    )
  }
  await context.clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await context.close()
})
