import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { listFiles } from './list-files.mjs'

const knownEnding = /\.(ts|tsx|mjs|js|json|yaml|md|sql|css|html|grit|png|svg)$/
const npmCommand = /\bnpm (?:(?:run|run-script)(?: (?:-s|--silent))? ([\w:-]+)|(start|test)\b)/g
// Made by a command, so they need not be there.
const generated = /(^|\/)(node_modules|dist|dist-types|\.data|test-results|coverage)(\/|$)/

/** The lines of each code block whose fence names the file they come from: "```ts examples/tour.ts". */
const quoted = /^```\w+ (\S+)\n([\s\S]*?)^```$/gm

/**
 * Every code block that says which file it is from, and is not to be found there word for word, as `path:line message`.
 * @param {{ path: string, text: string }} document
 * @param {(path: string) => string | undefined} read a file of the repository
 */
export function checkQuotations({ path, text }, read) {
  return [...text.matchAll(quoted)].flatMap(({ 1: source, 2: code, index }) => {
    if (read(source)?.includes(code)) return []
    const line = text.slice(0, index).split('\n').length
    return [`${path}:${line} the code is not what stands in ${source}: copy it anew`]
  })
}

/**
 * Every path and npm command that a Markdown file names and the repository does not have, as `path:line message`.
 * @param {{ path: string, text: string }} document
 * @param {{ files: string[], scripts: string[] }} repository its files relative to the root; package.json's scripts
 */
export function checkDocument({ path, text }, repository) {
  let fenced = false
  return text.split('\n').flatMap((line, index) => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced
      return []
    }
    const missing = [...missingCommands(line, repository.scripts)]
    if (!fenced) missing.push(...missingPaths(line, path, repository.files))
    return missing.map((message) => `${path}:${index + 1} ${message}`)
  })
}

function missingCommands(line, scripts) {
  const names = [...line.matchAll(npmCommand)].map((match) => match[1] ?? match[2])
  const unknown = names.filter((name) => !scripts.includes(name))
  return unknown.map((name) => `there is no script "${name}" in package.json`)
}

function missingPaths(line, documentPath, files) {
  const spans = [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1])
  const prose = line.replace(/`[^`]+`/g, '')
  const links = [...prose.matchAll(/\]\(([^)\s]+)/g)].map((match) => match[1].replace(/#.*$/, ''))
  const targets = links.filter((link) => link && !/^[a-z]+:/.test(link))
  const near = (target) => normalize(join(dirname(documentPath), target)).replaceAll('\\', '/')
  return [
    ...targets
      .filter((target) => !exists(near(target), files))
      .map((target) => `the link ${target} leads nowhere`),
    ...spans
      .filter((span) => looksLikePath(span, files))
      .flatMap((span) => expandBraces(span.replace(/:\d+$/, '')))
      .filter((span) => !existsAnywhere(span, files))
      .map((span) => `there is no ${span}`),
  ]
}

function looksLikePath(span, files) {
  if (/[\s<>$@|()='"]|:\/\/|^[/~]|^\.\.\//.test(span) || generated.test(span)) return false
  const [first] = span.replace(/^\.\//, '').split('/')
  const rooted = span.includes('/') && files.some((file) => file.startsWith(`${first}/`))
  return rooted || knownEnding.test(span.replace(/:\d+$/, ''))
}

function expandBraces(span) {
  const found = /^(.*)\{([^}]+)\}(.*)$/.exec(span)
  return found
    ? found[2].split(',').flatMap((part) => expandBraces(found[1] + part.trim() + found[3]))
    : [span]
}

function exists(target, files) {
  const path = target.replace(/^\.\//, '').replace(/\/$/, '')
  return path === '.' || files.some((file) => file === path || file.startsWith(`${path}/`))
}

// A path may be shortened to its end, as in `actions/send-message.ts`, and hold `*` and the number of a record.
function existsAnywhere(span, files) {
  const path = span.replace(/^\.\//, '').replace(/\/$/, '')
  const escaped = path.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const pattern = escaped
    .replaceAll('**', '.+')
    .replace(/(?<!\.)\*/g, '[^/]*')
    .replaceAll('NNNN', '\\d{4}')
  const matcher = new RegExp(`(^|/)${pattern}(/|$)`)
  return files.some((file) => matcher.test(file))
}

function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const files = listFiles(root)
  const scripts = Object.keys(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts)
  const documents = files.filter((path) => path.endsWith('.md'))
  const read = (path) => (files.includes(path) ? readFileSync(join(root, path), 'utf8') : undefined)
  const missing = documents.flatMap((path) => {
    const document = { path, text: readFileSync(join(root, path), 'utf8') }
    return [...checkDocument(document, { files, scripts }), ...checkQuotations(document, read)]
  })
  process.stdout.write([...missing, `${documents.length} documents checked`, ''].join('\n'))
  process.exitCode = missing.length > 0 ? 1 : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
