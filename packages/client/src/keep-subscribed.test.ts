import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepSubscribed, type SubscriptionEnd } from './keep-subscribed.ts'
import { createStore } from './store.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** What a client that closes keeps subscribed; its ends are told as tRPC tells them. */
function open() {
  const closing = new AbortController()
  const begun: SubscriptionEnd[] = []
  const keep = () =>
    keepSubscribed({
      connection: { opened: createStore(1), closing: closing.signal },
      subscribe: (end) => {
        begun.push(end)
        return { unsubscribe: () => end.onComplete() }
      },
    })
  return { keep, begun, close: () => closing.abort() }
}

test('a subscription that ends is begun again', () => {
  const { keep, begun } = open()
  keep()
  begun[0]?.onComplete()
  vi.runAllTimers()
  expect(begun).toHaveLength(2)
})

test('nothing is begun again once the client closes, nor begun after that', () => {
  const { keep, begun, close } = open()
  keep()
  keep()
  begun[0]?.onComplete()
  close()
  begun[1]?.onError(new Error('the socket is gone'))
  keep()
  vi.runAllTimers()
  expect(begun).toHaveLength(2)
})
