import { expect, test } from 'vitest'
import { initialsOf } from './avatar-look.ts'

test('initials are whole characters of the first and the last word', () => {
  expect(initialsOf('Ada Lovelace')).toBe('AL')
  expect(initialsOf('  bob ')).toBe('B')
  expect(initialsOf('🦊 fox')).toBe('🦊F')
  expect(initialsOf('')).toBe('')
})
