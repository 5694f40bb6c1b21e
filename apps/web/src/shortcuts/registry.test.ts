import { expect, test } from 'vitest'
import { en } from '../wording/en/words.ts'
import { keyCaps, SHORTCUTS, shortcutOf } from './registry.ts'

const press = (keys: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  altKey: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  ...keys,
})

test('no two shortcuts have the same keys, and each is explained', () => {
  const caps = SHORTCUTS.map((shortcut) => keyCaps(shortcut).join('+'))
  expect(new Set(caps).size).toBe(SHORTCUTS.length)
  for (const { name } of SHORTCUTS) expect(en.shortcuts[name]).not.toBe('')
})

test('a shortcut is its keys and no others', () => {
  expect(shortcutOf(press({ key: 'ArrowUp', altKey: true }))).toBe('previousConversation')
  expect(shortcutOf(press({ key: 'ArrowUp', altKey: true, shiftKey: true }))).toBe('previousUnread')
  expect(shortcutOf(press({ key: 'ArrowUp' }))).toBeNull()
  expect(shortcutOf(press({ key: '~', code: 'KeyN', altKey: true }))).toBe('newConversation')
  expect(shortcutOf(press({ key: '/', metaKey: true }))).toBe('sheet')
})
