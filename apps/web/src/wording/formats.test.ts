import { expect, test } from 'vitest'
import { createFormats } from './formats.ts'

test.each(['en-GB', 'de', 'ja', 'pt-BR', 'ar'])(
  'what went out has a minus sign before it in %s',
  (locale) => {
    const { signed } = createFormats(locale)
    expect(signed(-10)).toMatch(/^[\u061c\u200e]?−/u)
    expect(signed(10)).toContain('+')
  },
)
