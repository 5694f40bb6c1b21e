import { afterEach, expect, test } from 'vitest'
import { Presence } from './presence.ts'

const presence = new Presence()
afterEach(() => presence.stop())

test('typing that goes on is shown once in three seconds, its end at once', () => {
  presence.show('room', 'alice', true, 10_000)
  expect(presence.isRepeat('room', 'alice', true, 11_000)).toBe(true)
  expect(presence.isRepeat('room', 'alice', false, 11_000)).toBe(false)
  expect(presence.isRepeat('room', 'alice', true, 13_000)).toBe(false)
  expect(presence.isRepeat('room', 'bob', true, 11_000)).toBe(false)
})

test('who listens late hears who types now, and not who has stopped', () => {
  presence.show('room', 'alice', true, 10_000)
  presence.show('room', 'bob', true, 10_000)
  presence.show('room', 'bob', false, 10_100)
  const heard: [string, boolean][] = []
  presence.listen('room', (userId, isTyping) => heard.push([userId, isTyping]))
  expect(heard).toEqual([['alice', true]])
})
