import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseText, plainText } from './parse-text.ts'

const inline = (content: string) => {
  const [block] = parseText(content)
  return block?.kind === 'text' ? block.parts : block
}
const link = (href: string, label = href) => ({ kind: 'link', href, label })

test.each([
  ['plain', ['plain']],
  [
    '**bold** and *italic* and _so_',
    [
      { kind: 'bold', parts: ['bold'] },
      ' and ',
      { kind: 'italic', parts: ['italic'] },
      ' and ',
      { kind: 'italic', parts: ['so'] },
    ],
  ],
  ['**bold *and* more**', [{ kind: 'bold', parts: ['bold ', { kind: 'italic', parts: ['and'] }, ' more'] }]],
  ['2 * 3 * 4, snake_case_name, **', ['2 * 3 * 4, snake_case_name, **']],
  ['`**not bold**`', [{ kind: 'code', text: '**not bold**' }]],
  ['see https://example.org/a_b_(c).', ['see ', link('https://example.org/a_b_(c)'), '.']],
  ['(https://example.org)', ['(', link('https://example.org/', 'https://example.org'), ')']],
  ['[our house](https://example.org/x)', [link('https://example.org/x', 'our house')]],
  ['<b>no</b> <script>', ['<b>no</b> <script>']],
])('%s', (content, parts) => {
  expect(inline(content)).toEqual(parts)
})

test('quotes and code fences are blocks, and a fence that is never closed is text', () => {
  expect(parseText('so:\n> one\n> *two*\nand\n```ts\nlet *a* = 1\n```')).toEqual([
    { kind: 'text', parts: ['so:'] },
    { kind: 'quote', parts: ['one\n', { kind: 'italic', parts: ['two'] }] },
    { kind: 'text', parts: ['and'] },
    { kind: 'code', text: 'let *a* = 1' },
  ])
  expect(inline('```\nopen')).toEqual(['```\nopen'])
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', ' https://x y'])(
  'a link never leads to %s',
  (address) => {
    expect(JSON.stringify(parseText(`[here](${address}) ${address}`))).not.toMatch(/"href":"(?!https?:)/u)
  },
)

test('a link whose label pretends to be another address shows where it leads', () => {
  expect(inline('[bank.com](https://evil.example/x)')).toEqual([link('https://evil.example/x')])
})

test('no letter is lost, whatever is written', () => {
  const pieces = fc.constantFrom(
    '*',
    '**',
    '_',
    '`',
    '```',
    '>',
    '> ',
    ')',
    'https://',
    'a.b',
    ' ',
    '\n',
    'ü',
  )
  const letters = (text: string) => text.replace(/[^abü]/gu, '')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 200 }), (written) => {
      const content = written.join('')
      expect(letters(plainText(content))).toBe(letters(content))
    }),
  )
})

test.each(['**a ', '*a ', '_a ', '[a](', '`', '[', '**', 'https://a('])(
  'the longest message of nothing but %s is read at once',
  (piece) => {
    const began = performance.now()
    parseText(piece.repeat(5_000 / piece.length))
    expect(performance.now() - began).toBeLessThan(500)
  },
)
