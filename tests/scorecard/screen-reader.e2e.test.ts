import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openAs, thread } from '../e2e/browser.ts'
import { createWorld, type World } from '../world/create-world.ts'
import { ScreenReader } from './screen-reader.ts'
import { seedThread } from './seed-thread.ts'
import { threadScroll } from './thread-scroll.ts'

let browser: Awaited<ReturnType<typeof launchBrowser>>
let world: World
beforeAll(async () => {
  browser = await launchBrowser()
  world = await createWorld()
})
afterAll(async () => {
  await browser.close()
  await world[Symbol.asyncDispose]()
})

test('14 screen-reader transcript: a new message is spoken once, a burst as its number, and history stays silent', async () => {
  const { alice } = world
  const ada = await world.person('Ada')
  const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: ada.id })
  await seedThread(world, conversation.id, { messages: 400, senderIds: [ada.id] })
  const { page, context } = await openAs(browser, alice, world.origin, '/messages')
  await ScreenReader.install(context)
  await page.goto(`/messages/${conversation.id}`)
  await thread(page, 'Ada').message('#400 ').waitFor()
  const reader = await ScreenReader.start(page)

  const { message } = await ada.send(conversation.id, 'Are you coming?')
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' }).format(
    Date.parse(message.createdAt),
  )
  const transcript: string[] = []
  const hear = async () => {
    transcript.push(...(await reader.takeTranscript()))
    return transcript
  }
  await expect.poll(hear, { timeout: 5_000 }).toEqual([`polite: Ada: Are you coming?, ${time}`])

  for (let sent = 1; sent <= 10; sent += 1) {
    await ada.send(conversation.id, `Burst ${sent}`)
    await thread(page, 'Ada').message(`Burst ${sent}`).last().waitFor()
  }
  await expect.poll(hear, { timeout: 8_000 }).toContain('polite: 10 new messages')

  const list = threadScroll(page)
  for (let turned = 0; turned < 20; turned += 1) await list.wheel(-2_000)
  await expect.poll(async () => (await list.inSight())[0]).toMatch(/#(\d{1,2}|1\d\d)\s/)
  // Whatever was gathered would have been said within four seconds of the last message.
  await ada.send(conversation.id, 'The last')
  await expect.poll(hear, { timeout: 8_000 }).toContainEqual(expect.stringContaining('The last'))
  expect(transcript).toEqual([
    `polite: Ada: Are you coming?, ${time}`,
    'polite: 10 new messages',
    expect.stringMatching(/^polite: Ada: The last, /),
  ])
  await context.close()
})
