import { expect, test } from 'vitest'
import { deviceLanguage, parseLanguage, regionOf } from './languages.ts'

test('the client speaks the first of the device’s languages that it has, and English otherwise', () => {
  expect(deviceLanguage(['de-AT', 'en'])).toBe('de')
  expect(deviceLanguage(['pt-PT', 'en'])).toBe('pt-BR')
  expect(deviceLanguage(['fi', 'ar-EG', 'en'])).toBe('ar')
  expect(deviceLanguage(['fi'])).toBe('en')
  expect(deviceLanguage([])).toBe('en')
})

test('dates and numbers are those of the device’s own region', () => {
  expect(regionOf('de', ['en-US', 'de-CH', 'de'])).toBe('de-CH')
  expect(regionOf('ja', ['de'])).toBe('ja')
  expect(regionOf('en', ['ja'])).toBe('en-GB')
  expect(regionOf('en-XA', ['en-US'])).toBe('en-US')
})

test('only a language that the client has is kept', () => {
  expect(parseLanguage('ja')).toBe('ja')
  expect(parseLanguage('fi')).toBeNull()
  expect(parseLanguage(null)).toBeNull()
})
