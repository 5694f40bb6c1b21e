import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'

/** What a page may load before it can be used, gzipped. 110 kB is the goal and 170 kB what must never be passed. */
const limits = [
  { page: 'somebody who is signed in', part: '/src/signed-in.tsx', limitKb: 143 },
  { page: 'the sign-in page', part: '/src/sign-in/sign-in-page.tsx', limitKb: 84 },
]
const owners = [
  ['React', /\/node_modules\/(react|react-dom|scheduler)\//],
  ['tRPC and TanStack Query', /\/node_modules\/@(trpc|tanstack)\//],
  ['packages/client and packages/react', /\/packages\//],
  ['English', /\/apps\/web\/src\/wording\/en\//],
  ['apps/web', /\/apps\/web\/src\//],
]

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The chunks that index.html and one lazy part bring along, without what those load later. */
function reachable(chunks, html, part) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const reached = new Set()
  const reach = (chunk) => {
    if (chunk === undefined || reached.has(chunk)) return
    reached.add(chunk)
    for (const name of chunk.imports) reach(byName.get(name))
  }
  for (const chunk of chunks) if (html.includes(chunk.fileName)) reach(chunk)
  if (reached.size === 0) throw new Error('index.html names no chunk: what a page loads cannot be told.')
  reach(chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(part))))
  return [...reached]
}

/** As the build does it, but that a module by itself exports nothing, so all of it would seem unused. */
const minification = { module: true, compress: { unused: false }, mangle: { toplevel: true } }

/** Each owner's part of the bytes, by what all that is theirs would take alone. */
function shares(chunks, kb) {
  const codes = new Map()
  for (const { modules } of chunks)
    for (const [id, { code }] of Object.entries(modules)) {
      const [owner = 'other libraries'] = owners.find(([, pattern]) => pattern.test(id)) ?? []
      codes.set(owner, (codes.get(owner) ?? '') + minifySync(id, code ?? '', minification).code)
    }
  const lengths = [...codes].map(([owner, code]) => [owner, gzipSync(code).length])
  const all = lengths.reduce((sum, [, length]) => sum + length, 0)
  return lengths
    .sort(([, a], [, b]) => b - a)
    .map(([owner, length]) => `${owner} ${Math.round((kb * length) / all)}`)
    .join(', ')
}

const { build, minifySync } = await import(
  pathToFileURL(createRequire(join(root, 'apps/web/package.json')).resolve('vite')).href
)
const built = await build({ root: join(root, 'apps/web'), logLevel: 'silent', build: { write: false } })
const outputs = [built].flat().flatMap(({ output }) => output)
const chunks = outputs.filter(({ type }) => type === 'chunk')
const html = outputs.find(({ fileName }) => fileName === 'index.html').source
for (const { page, part, limitKb } of limits) {
  const loaded = reachable(chunks, html, part)
  const kb = loaded.reduce((sum, { code }) => sum + gzipSync(code).length, 0) / 1000
  process.stdout.write(`${kb.toFixed(1)} kB of ${limitKb} for ${page}: ${shares(loaded, kb)}\n`)
  if (kb <= limitKb) continue
  process.stdout.write(
    `This is too much: load what is not needed at first when it is (apps/web/src/load-pages.ts).\n`,
  )
  process.exitCode = 1
}
