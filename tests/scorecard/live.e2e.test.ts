import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { closeContexts, launchBrowser, openAs, signInTo, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { freePort } from '../world/free-port.ts'
import { createProxy } from '../world/proxy.ts'
import { until } from '../world/until.ts'
import { expectWithin, median, percentile, tellFigures } from './figures.ts'
import { watchShifts } from './layout-shifts.ts'
import { whenGone, whenHeard, whenPainted } from './page-times.ts'
import { SocketTap } from './socket-tap.ts'
import { nextFrames } from './thread-scroll.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
let proxy: Awaited<ReturnType<typeof createProxy>>
let behindProxy = ''
let path = ''
beforeAll(async () => {
  browser = await launchBrowser()
  const port = await freePort()
  proxy = await createProxy(port)
  behindProxy = `http://127.0.0.1:${proxy.port}`
  world = await createWorld({
    port,
    publicOrigins: [`http://127.0.0.1:${port}`, behindProxy],
    settings: { dailyFreeLimit: 1_000 },
  })
  path = `/messages/${await world.direct()}`
})
afterEach(() => closeContexts(browser))
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
  await proxy[Symbol.asyncDispose]()
})

const MESSAGES = '[data-message-id]'
const CONNECTION = '[role="status"][aria-label="Connection"]'

test('8 live delivery: from Alice’s Enter to Bob’s painted row', async () => {
  const { page: atAlice } = await openAs(browser, world.alice, world.origin, path)
  const { page: atBob } = await openAs(browser, world.bob, world.origin, path)
  await thread(atBob, 'Alice').box.waitFor()
  const times: number[] = []
  for (let sent = 1; sent <= 40; sent += 1) {
    const text = `delivery ${sent}.`
    await thread(atAlice, 'Bob').box.fill(text)
    const painted = whenPainted(atBob, MESSAGES, text)
    const pressed = whenHeard(atAlice, 'keydown')
    await thread(atAlice, 'Bob').box.press('Enter')
    times.push((await painted) - (await pressed))
  }
  tellFigures(8, { median: `${Math.round(median(times))} ms` })
  expectWithin(8, 'p95', percentile(times, 0.95), 150)
})

test('9 reconnect with no gap or duplicate: a hundred messages while the socket is cut ten times', async () => {
  const conversationId = await world.direct()
  const { page } = await openAs(browser, world.bob, behindProxy, path)
  await world.alice.send(conversationId, 'cut 0.')
  await thread(page, 'Alice').message('cut 0.').waitFor()
  for (let sent = 1; sent <= 100; sent += 1) {
    await world.alice.send(conversationId, `cut ${sent}.`)
    if (sent % 10 === 5) proxy.cut()
  }
  await thread(page, 'Alice').message('cut 100.').waitFor()
  const seen = new Set<string>()
  const inDocument = async () =>
    (await page.locator(MESSAGES).allInnerTexts()).map((text) => text.match(/cut \d+\./)?.[0] ?? '')
  await until(async () => expect((await inDocument()).at(-1)).toBe('cut 100.'))
  const order: string[][] = []
  // Once: to bring the list's middle under the pointer it would be scrolled.
  await page.getByRole('list', { name: 'Messages' }).hover()
  while (!seen.has('cut 0.')) {
    const texts = (await inDocument()).filter((text) => text !== '')
    expect(new Set(texts).size).toBe(texts.length)
    order.unshift(texts.filter((text) => !seen.has(text)))
    for (const text of texts) seen.add(text)
    await page.mouse.wheel(0, -300)
  }
  expect(order.flat()).toEqual(Array.from({ length: 101 }, (_, sent) => `cut ${sent}.`))
  tellFigures(9, { shown: '100 of 100', cuts: 10 })
})

test('20 connection banner: offline at once, silent for a short drop, a countdown for a long one, and nothing moves', async () => {
  const { page, context } = await openAs(browser, world.bob, behindProxy, path)
  const status = page.getByRole('status', { name: 'Connection' })
  const conversationId = await world.direct()
  await world.alice.send(conversationId, 'while all is well')
  await thread(page, 'Alice').message('while all is well').waitFor()
  // What other items left unread would still go from the list of conversations.
  await until(async () => {
    const { unread } = await world.bob.trpc.conversations.get.query({ conversationId })
    expect([unread, await page.title()]).toEqual([0, expect.not.stringMatching(/^\(/)])
  })
  expect(await status.textContent()).toBe('')
  const shifts = await watchShifts(page)

  const shown: number[] = []
  const cleared: number[] = []
  for (let drop = 0; drop < 3; drop += 1) {
    const gone = whenHeard(page, 'offline')
    const said = whenPainted(page, CONNECTION, 'You are offline')
    await context.setOffline(true)
    shown.push((await said) - (await gone))
    const back = whenHeard(page, 'online')
    const quiet = whenGone(page, 'You are offline')
    await context.setOffline(false)
    cleared.push((await quiet) - (await back))
    await until(async () => expect(await status.textContent()).toBe(''))
  }

  // The connection is whole again: what follows is its first loss.
  await world.alice.send(conversationId, 'after the offline times')
  await thread(page, 'Alice').message('after the offline times').waitFor()
  const opened = page.waitForEvent('websocket')
  const said = await status.evaluateHandle((element) => {
    const texts: string[] = []
    new MutationObserver(() => texts.push(element.textContent)).observe(element, {
      subtree: true,
      childList: true,
      characterData: true,
    })
    return texts
  })
  proxy.cut()
  await opened
  await world.alice.send(conversationId, 'after the short drop')
  await thread(page, 'Alice').message('after the short drop').waitFor()
  expect(await said.jsonValue()).toEqual([])

  const lostAtMs = Date.now()
  const long = whenPainted(page, CONNECTION, 'Connection lost')
  proxy.refuse(true)
  proxy.cut()
  const silentMs = (await long) - lostAtMs
  await status.getByText(/again in \d+ s/).waitFor()
  proxy.refuse(false)
  const quiet = whenGone(page, 'Connection lost')
  await status.getByRole('button', { name: 'Try now' }).click()
  await quiet
  expectWithin(20, 'shown, median', median(shown), 300)
  expectWithin(20, 'cleared, median', median(cleared), 300)
  expect(await shifts()).toEqual([])
  tellFigures(20, { 'silent for': `${Math.round(silentMs)} ms` })
  expect(silentMs).toBeGreaterThan(3_000)
  expect(silentMs).toBeLessThan(6_000)
})

test('21 receipts: sent, then read when it was really seen; a hidden tab marks nothing; said in words and shape', async () => {
  const conversationId = await world.direct()
  const { page: atAlice } = await openAs(browser, world.alice, world.origin, path)
  const { page: atBob } = await openAs(browser, world.bob, world.origin, path)
  await thread(atBob, 'Alice').box.waitFor()
  const unread = async () => (await world.bob.trpc.conversations.get.query({ conversationId })).unread
  // What other items left unread is read here first.
  await until(async () => expect(await unread()).toBe(0))
  const hide = (isHidden: boolean) =>
    atBob.evaluate((hidden) => {
      Object.defineProperty(document, 'visibilityState', {
        value: hidden ? 'hidden' : 'visible',
        configurable: true,
      })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  await hide(true)
  await thread(atAlice, 'Bob').write('are you looking?')
  const row = thread(atAlice, 'Bob').message('are you looking?')
  await row.getByText('Sent').waitFor()
  const shapeOfSent = await row.locator('svg').last().innerHTML()
  await thread(atBob, 'Alice').message('are you looking?').waitFor()
  await thread(atAlice, 'Bob').write('still not?')
  await thread(atBob, 'Alice').message('still not?').waitFor()
  // Longer than a message has to be seen to be read.
  await nextFrames(atBob, 60)
  expect(await unread()).toBe(2)

  const read = whenPainted(atAlice, `${MESSAGES}:last-of-type`, 'Read ')
  const seenFromMs = Date.now()
  await hide(false)
  const readAfterMs = (await read) - seenFromMs
  await row.getByText(/^Read \d\d:\d\d$/).waitFor()
  expect(await row.locator('svg').last().innerHTML()).not.toBe(shapeOfSent)
  expect(await unread()).toBe(0)
  // Half a second of being seen comes first.
  expectWithin(21, 'read after being seen', readAfterMs - 500, 500)
})

test('22 typing: shown soon, told seldom, gone with the message or after six seconds, and nothing moves', async () => {
  const conversationId = await world.direct()
  const context = await browser.newContext({ baseURL: world.origin })
  const tap = await SocketTap.on(context)
  await signInTo(context, world.alice, world.origin)
  const atAlice = await context.newPage()
  await atAlice.goto(path)
  const { page: atBob } = await openAs(browser, world.bob, world.origin, path)
  await thread(atBob, 'Alice').box.waitFor()
  const { box } = thread(atAlice, 'Bob')
  const shifts = await watchShifts(atBob)
  const slot = '[role="region"][aria-label="Conversation with Alice"], section'
  const shown: number[] = []
  for (let time = 0; time < 3; time += 1) {
    const pressed = whenHeard(atAlice, 'keydown')
    const painted = whenPainted(atBob, slot, 'Alice is typing')
    await box.press('h')
    shown.push((await painted) - (await pressed))
    const gone = whenGone(atBob, 'Alice is typing')
    await box.fill('')
    await gone
    // The same person's typing is shown once in three seconds.
    await nextFrames(atBob, 200)
  }
  const startedMs = Date.now()
  const before = tap.of('typing.set').length
  while (Date.now() - startedMs < 6_500) await box.press('x', { delay: 60 })
  const told = tap.of('typing.set').length - before
  await atBob.getByText('Alice is typing').waitFor()
  const landed = whenPainted(atBob, MESSAGES, 'xxx')
  const gone = whenGone(atBob, 'Alice is typing')
  await box.press('Enter')
  const clearedMs = (await gone) - (await landed)

  await world.alice.trpc.typing.set.mutate({ conversationId, isTyping: true })
  await atBob.getByText('Alice is typing').waitFor()
  const startedAgainMs = Date.now()
  const lastsMs = (await whenGone(atBob, 'Alice is typing')) - startedAgainMs
  expectWithin(22, 'shown, median', median(shown), 300)
  expectWithin(22, 'told in 6.5 s of typing', told, 3, 'times')
  expectWithin(22, 'cleared after the message', Math.max(0, clearedMs), 50)
  expectWithin(22, 'away from six seconds', Math.abs(lastsMs - 6_000), 500)
  expect(await shifts()).toEqual([])
})
