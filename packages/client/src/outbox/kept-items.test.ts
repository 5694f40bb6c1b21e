import { expect, test } from 'vitest'
import { memoryStorage } from '../storage/memory-storage.ts'
import type { Tabs } from '../tabs.ts'
import { keepItems } from './kept-items.ts'
import type { OutboxItem } from './outbox-item.ts'

/** Items in a tab, and what lets the others' messages in. */
function open() {
  const listeners: Parameters<Tabs['listen']>[0][] = []
  const tabs: Tabs = {
    post: () => undefined,
    listen: (listener) => {
      listeners.push(listener)
      return () => undefined
    },
    lead: () => undefined,
    close: () => undefined,
  }
  const items = keepItems(memoryStorage(), tabs)
  const hear = (message: Parameters<(typeof listeners)[0]>[0]) => {
    for (const listener of listeners) listener(message)
  }
  return { items, hear }
}

function item(id: string): OutboxItem {
  const writtenAt = '2026-11-22T12:00:00.000Z'
  return { id, conversationId: 'c', content: id, writtenAt, position: 1, state: { kind: 'sending' } }
}

test('an item that went does not come back with what another tab still says of it', () => {
  const { items, hear } = open()
  items.put(item('a'))
  items.drop('a', { ok: false, reason: 'removed' })
  hear({ type: 'put', item: item('a') })
  expect(items.all.get()).toEqual([])
})

test('of the items that went the last thousand are remembered, and no more', () => {
  const { items, hear } = open()
  for (let index = 0; index <= 1_000; index += 1) items.drop(`${index}`, { ok: false, reason: 'removed' })
  for (let index = 0; index <= 1_000; index += 1) hear({ type: 'put', item: item(`${index}`) })
  expect(items.all.get().map(({ id }) => id)).toEqual(['0'])
})
