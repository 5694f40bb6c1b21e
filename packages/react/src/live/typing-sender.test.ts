import { createStore } from '@pennypost/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTypers } from './typers.ts'
import { createTypingSender } from './typing-sender.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function start() {
  const told: boolean[] = []
  const status = createStore({ state: 'online', since: 0, attempt: 0, retryAt: null } as const)
  const client = {
    connection: { status },
    trpc: {
      typing: {
        set: {
          mutate: ({ isTyping }: { isTyping: boolean }) => {
            told.push(isTyping)
            return Promise.resolve(null)
          },
        },
      },
    },
  }
  return { told, sender: createTypingSender(client) }
}

test('typing is told at most once in three seconds, and its end after five quiet ones', () => {
  const { told, sender } = start()
  for (let key = 0; key < 60; key += 1) {
    sender.keystroke('c', 'text')
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([true, true])
  vi.advanceTimersByTime(5_000)
  expect(told).toEqual([true, true, false])
})

test('an empty text and a message that is sent end it at once', () => {
  const { told, sender } = start()
  sender.keystroke('c', 'a')
  sender.keystroke('c', '')
  sender.keystroke('c', 'b')
  sender.stop('c')
  sender.stop('c')
  expect(told).toEqual([true, false, true, false])
})

test('somebody who falls silent is forgotten after six seconds, and at once when their message lands', () => {
  const typers = createTypers()
  const typing = () => typers.all.get().get('c') ?? []
  typers.hear('c', { type: 'typing', userId: 'bob', isTyping: true })
  typers.hear('c', { type: 'typing', userId: 'carol', isTyping: true })
  expect(typing()).toEqual(['bob', 'carol'])
  vi.advanceTimersByTime(3_000)
  typers.hear('c', { type: 'typing', userId: 'carol', isTyping: true })
  vi.advanceTimersByTime(3_000)
  expect(typing()).toEqual(['carol'])
  typers.clear('c', 'carol')
  expect(typing()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})
