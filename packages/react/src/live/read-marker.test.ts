import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queryKeys } from '../query-keys.ts'
import { cachedIn } from './cached.ts'
import { createReadMarker } from './read-marker.ts'

const seers: ((entries: { target: Element; intersectionRatio: number }[]) => void)[] = []

class FakeObserver {
  constructor(see: (entries: object[]) => void) {
    seers.push((entries) =>
      see(entries.map((entry) => ({ rootBounds: null, intersectionRect: { height: 1 }, ...entry }))),
    )
  }
  observe() {}
  unobserve() {}
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('IntersectionObserver', FakeObserver)
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  seers.length = 0
})

function start() {
  const queryClient = new QueryClient()
  const sent: number[] = []
  const summary = { id: 'c', readSeq: 0, unread: 3, lastSeq: 3 }
  queryClient.setQueryData(queryKeys.conversation('c'), summary)
  const marker = createReadMarker({
    markRead: async ({ upToSeq }) => {
      sent.push(upToSeq)
      return { readSeq: upToSeq, unread: 3 - upToSeq }
    },
    cached: cachedIn(queryClient),
    conversationId: 'c',
  })
  const rows = [1, 2, 3].map((seq) => {
    const row = document.createElement('li')
    row.dataset.seq = String(seq)
    marker.observe(row)
    return row
  })
  const show = (seq: number, intersectionRatio: number) => {
    const target = rows[seq - 1]
    if (target) for (const see of seers) see([{ target, intersectionRatio }])
  }
  const held = () => queryClient.getQueryData(queryKeys.conversation('c'))
  return { sent, show, held, stop: marker.start() }
}

test('a row is read once half of it was seen for half a second, and many rows are one mark', async () => {
  const { sent, show, held, stop } = start()
  show(1, 0.6)
  show(2, 1)
  show(3, 0.4)
  await vi.advanceTimersByTimeAsync(499)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(60)
  expect(sent).toEqual([2])
  expect(held()).toMatchObject({ readSeq: 2, unread: 1 })
  stop()
})

test('what scrolls by is not read', async () => {
  const { sent, show, stop } = start()
  show(3, 1)
  await vi.advanceTimersByTimeAsync(300)
  show(3, 0.1)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sent).toEqual([])
  stop()
})

test('a page without focus marks nothing, until it has it again', async () => {
  const { sent, show, stop } = start()
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  show(3, 1)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sent).toEqual([])
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  window.dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(600)
  expect(sent).toEqual([3])
  stop()
})
