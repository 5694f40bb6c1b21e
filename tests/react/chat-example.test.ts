import './page.ts'
import { Balance, PrefetchButton } from '@pennypost/examples/chat/cache'
import { Chat } from '@pennypost/examples/chat/chat'
import {
  ConnectionBanner,
  Countdown,
  DisappearByDefault,
  Money,
  OutboxList,
  PaidWave,
  Readers,
  Typers,
} from '@pennypost/examples/chat/parts'
import { SuspendedThread } from '@pennypost/examples/chat/suspended'
import { useMessages } from '@pennypost/react'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { createElement } from 'react'
import { afterEach, expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

/** A page without a layout, in which every row is in sight. */
class EverythingInSight {
  readonly see: (entries: unknown[]) => void
  constructor(see: (entries: unknown[]) => void) {
    this.see = see
  }
  observe(target: Element): void {
    const intersectionRect = target.getBoundingClientRect()
    this.see([{ target, intersectionRatio: 1, intersectionRect, rootBounds: null }])
  }
  unobserve(): void {}
}
Object.assign(globalThis, { IntersectionObserver: EverythingInSight })

afterEach(cleanup)

test('the chat of the README lists, opens, reads, writes and shows what became of it', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  await bob.send(conversationId, 'are you there?')
  const { client, queryClient } = sitDown(world, alice)
  render(createElement(Chat, { messaging: { client, queryClient } }))
  fireEvent.click(await screen.findByRole('button', { name: /Bob \(1\) are you there\?/ }))
  await screen.findByText('are you there?')
  const button = await screen.findByRole('button', { name: 'Send' })
  fireEvent.change(screen.getByLabelText('Message'), { target: { value: 'yes' } })
  await until(() => expect(button.hasAttribute('disabled')).toBe(false))
  fireEvent.click(button)
  await until(() => expect(screen.getByText('yes', { selector: 'li' }).textContent).toBe('yes sent'))
  await bob.trpc.messages.read.mutate({ conversationId, upToSeq: 2 })
  await until(() => expect(screen.getByText('yes', { selector: 'li' }).textContent).toBe('yes read'))
})

test('the parts of the README work, one around each hook', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  await world.grant(alice, 30)
  const conversationId = await world.direct()
  await alice.send(conversationId, 'hello', { expirationHours: 2 })
  await bob.trpc.messages.read.mutate({ conversationId, upToSeq: 1 })
  const { wrapper } = sitDown(world, alice)

  function Parts() {
    const { messages } = useMessages(conversationId)
    const [message] = messages
    return [
      createElement(ConnectionBanner, { key: 'connection' }),
      createElement(OutboxList, { key: 'outbox' }),
      createElement(Typers, { key: 'typers', conversationId }),
      createElement(PaidWave, { key: 'wave', conversationId }),
      createElement(DisappearByDefault, { key: 'disappear', conversationId }),
      createElement(Money, { key: 'money' }),
      createElement(Balance, { key: 'balance' }),
      createElement(PrefetchButton, { key: 'prefetch', conversationId }),
      message && createElement(Countdown, { key: 'countdown', message }),
      message && createElement(Readers, { key: 'readers', message }),
    ]
  }
  render(createElement(Parts), { wrapper })
  await screen.findByText('2h', { selector: 'time' })
  await screen.findByText(/^Bob at 20\d\d-/)
  await screen.findByText('19 free today, 30 points; 0 waiting for 0')
  await screen.findByText('30', { selector: 'output' })
  await screen.findByText('30: a gift')
  fireEvent.click(screen.getByRole('button', { name: /^Wave/ }))
  await until(async () =>
    expect((await bob.trpc.messages.fetch.query({ conversationId })).items[0]?.content).toBe('👋'),
  )
  fireEvent.click(screen.getByRole('button', { name: /^New messages to Bob disappear after ∞/ }))
  await screen.findByRole('button', { name: /^New messages to Bob disappear after 24/ })
  await until(async () => {
    await bob.trpc.typing.set.mutate({ conversationId, isTyping: true })
    expect(screen.queryByText('Bob typing')).not.toBeNull()
  })
})

test('a component that suspends shows nothing half, and hears what comes after', async () => {
  await using world = await createWorld()
  const { alice, bob } = world
  const conversationId = await world.direct()
  await bob.send(conversationId, 'first')
  const { wrapper } = sitDown(world, alice)
  const seen: string[] = []
  const container = document.body.appendChild(document.createElement('div'))
  await act(
    async () => void render(createElement(SuspendedThread, { conversationId }), { wrapper, container }),
  )
  await until(() => {
    seen.push(container.textContent)
    expect(container.textContent).toBe('Bob, 2 peoplefirst')
  })
  expect(new Set(seen)).toEqual(new Set(['One moment…', 'Bob, 2 peoplefirst']))
  await bob.send(conversationId, 'second')
  await until(() => expect(container.textContent).toBe('Bob, 2 peoplefirst / second'))
})
