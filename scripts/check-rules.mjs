import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { listFiles } from './list-files.mjs'

const longestFileLines = 300
const isCode = /\.(ts|tsx|mjs|css|sql)$/
const isTest = /\.test\.tsx?$/
const vagueName = /^(utils?|helpers?|shared|commons?|types?|misc)$/

const lineRules = [
  {
    forbidden: /biome-ignore|@ts-ignore|@ts-nocheck|@ts-expect-error|eslint-disable/,
    cure: 'Mend the code instead of silencing the check.',
  },
  { forbidden: /\b(TODO|FIXME|XXX|HACK)\b/, cure: 'Do it now or open an issue.' },
]

/** Every breach of the rules that biome cannot express in the given files, as `path:line message`. */
export function checkRules(files) {
  return files.flatMap(({ path, text }) => [
    ...checkNames(path),
    ...checkLength(path, text),
    ...lineRules.flatMap((rule) => checkLines(rule, path, text)),
  ])
}

function checkNames(path) {
  const vague = path.split('/').find((part) => vagueName.test(part.replace(/\..*$/, '')))
  return vague ? [`${path}:1 "${vague}" says nothing: name it after what it does or holds.`] : []
}

function checkLength(path, text) {
  const lines = text.split('\n').length - 1
  if (lines <= longestFileLines) return []
  return [`${path}:${lines} has more than ${longestFileLines} lines: split it by what its parts do.`]
}

function checkLines(rule, path, text) {
  if (path === 'scripts/check-rules.mjs') return []
  return text.split('\n').flatMap((line, index) => {
    return rule.forbidden.test(line) ? [`${path}:${index + 1} ${rule.cure}`] : []
  })
}

/** One line of what STYLE.md measures: the median and the longest file, and the share of comment lines. */
export function describeCode(files) {
  const sources = files.filter(({ path }) => /^(packages|apps)\/.*\.tsx?$/.test(path) && !isTest.test(path))
  const counts = sources.map(({ text }) => text.split('\n').length - 1).sort((a, b) => a - b)
  const lines = sources.flatMap(({ text }) => text.split('\n')).filter((line) => line.trim() !== '')
  const comments = lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length
  const median = counts[Math.floor(counts.length / 2)] ?? 0
  const long = counts.filter((count) => count > 200).length
  const share = ((100 * comments) / Math.max(lines.length, 1)).toFixed(1)
  return `${counts.length} source files, median ${median} lines, ${long} over 200, longest ${counts.at(-1) ?? 0}; ${share} % comment lines`
}

function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const paths = listFiles(root).filter(
    (path) => isCode.test(path) && !/^packages\/db\/migrations\//.test(path),
  )
  const files = paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  const breaches = checkRules(files)
  process.stdout.write(`${[...breaches, describeCode(files)].join('\n')}\n`)
  process.exitCode = breaches.length > 0 ? 1 : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
