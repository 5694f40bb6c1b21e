// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): (.+);/gu)].map(([, name = '', value = '']) => [
    name,
    value.match(/#[0-9a-f]{6}/gu) ?? [],
  ]),
)

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The contrast of two tokens in the light (0) and the dark (1) theme; a token with one value has it in both. */
function contrast(text: string, ground: string, theme: 0 | 1): number {
  const of = (name: string) => tokens.get(name)?.at(theme) ?? tokens.get(name)?.at(0) ?? ''
  const [high = 0, low = 0] = [luminance(of(text)), luminance(of(ground))].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const GROUNDS = ['paper', 'sheet', 'card', 'well']
const TEXTS = [
  ...['ink', 'ink-soft', 'ink-faint', 'red-ink'].flatMap((text) => GROUNDS.map((ground) => [text, ground])),
  ...['ink', 'ink-soft', 'red-ink', 'blue'].map((text) => [text, 'red-tint']),
  ['blue', 'card'],
  ['on-red', 'red'],
  ['on-red', 'red-deep'],
  ['amber-ink', 'amber-tint'],
  ['amber-ink', 'card'],
  ['paper', 'ink'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => ['on-avatar', `avatar-${number}`]),
]

test.each(TEXTS)('%s can be read on %s in both themes', (text = '', ground = '') => {
  expect(contrast(text, ground, 0)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(text, ground, 1)).toBeGreaterThanOrEqual(4.5)
})

test.each(GROUNDS)('the edge of a field can be seen on %s in both themes', (ground) => {
  expect(contrast('line-strong', ground, 0)).toBeGreaterThanOrEqual(3)
  expect(contrast('line-strong', ground, 1)).toBeGreaterThanOrEqual(3)
})
