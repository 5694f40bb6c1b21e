import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const biome = join(here, '..', '..', 'node_modules', '.bin', 'biome')

/** The lines of a file that a rule finds fault with. */
function faultyLines(rule, fileName, text) {
  const folder = mkdtempSync(join(tmpdir(), 'pennypost-lint-'))
  cpSync(join(here, rule), join(folder, rule))
  const css = { parser: { tailwindDirectives: true } }
  const config = { root: true, plugins: [`./${rule}`], linter: { rules: { preset: 'none' } }, css }
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(config))
  writeFileSync(join(folder, fileName), text)
  const { stdout } = spawnSync(biome, ['lint', '--reporter=github', fileName], {
    cwd: folder,
    encoding: 'utf8',
  })
  rmSync(folder, { recursive: true })
  return [...new Set([...stdout.matchAll(/[ ,]line=(\d+)/g)].map((match) => Number(match[1])))]
}

test('words that are written into a component are found, and those that come from the wording are not', () => {
  const lines = [
    '<p className="flex">{words.close}</p>',
    '<p>Hello</p>',
    "<p>{'Hello'}</p>",
    '<p>{`Hello`}</p>',
    "<p>{isOpen ? 'Hello' : words.close}</p>",
    "<p>{isOpen && 'Hello'}</p>",
    '<button aria-label="Close" />',
    '<input placeholder={`Name`} />',
    "<img alt={isOpen ? 'Ada' : ''} />",
    '<Notice title={words.close}>{isOpen ? words.a : words.b} · {count}</Notice>',
    '<p>{state === \'open\' ? words.a : <i className="b">{words.b}</i>}</p>',
    '<img alt="" title={words.of(name)} aria-labelledby="heading" />',
  ]
  const text = lines.map((line, at) => `export const l${at} = ${line}`).join('\n')
  expect(faultyLines('no-plain-text.grit', 'a.tsx', text)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
})

test('sides in class names and styles are found, and those that follow the direction are not', () => {
  const found = [
    'ml-2',
    'flex pr-4',
    'md:-mr-1',
    'text-left',
    'border-l',
    'md:border-r-2',
    'rounded-tl-lg',
    'left-0',
  ]
  const fine = [
    'ms-2 pe-4',
    'border-line rounded-lg',
    'text-start',
    'inset-x-0',
    'small pl',
    'border-s rounded-se',
  ]
  const text = [...found, ...fine].map((classes, at) => `export const l${at} = '${classes}'`)
  text.push('export const a = <p style={{ marginLeft: 2 }} />', 'export const b = <p style={{ left: 0 }} />')
  text.push('export const c = <p style={{ marginInlineStart: 2 }} />', 'export const d = { left: 0 }')
  const lines = faultyLines('no-physical-classes.grit', 'a.tsx', text.join('\n'))
  const lastFine = found.length + fine.length
  expect(lines).toEqual([...found.map((_, at) => at + 1), lastFine + 1, lastFine + 2])
})

test('sides in style sheets are found, and those that follow the direction are not', () => {
  const found = ['margin-left: 1px', 'right: 0', 'text-align: left', 'float: right', 'border-left-color: red']
  const fine = ['margin-inline-start: 1px', 'inset-inline-end: 0', 'text-align: start', 'content: "left: 0"']
  const text = [...found, ...fine].map((declaration) => `.a { ${declaration}; }`).join('\n')
  expect(faultyLines('no-physical-sides.grit', 'a.css', text)).toEqual(found.map((_, at) => at + 1))
})

test('browsers take nothing but types from the router and from what stands beside it', () => {
  const lines = [
    "import type { AppRouter } from '@pennypost/api'",
    "import { createRouter } from '@pennypost/api'",
    "import type { Variables } from '@pennypost/api/environment'",
    "import { VARIABLES } from '@pennypost/api/environment'",
    "import { POLICY } from '@pennypost/domain'",
  ]
  expect(faultyLines('router-types-only.grit', 'a.ts', lines.join('\n'))).toEqual([2, 4])
})
