import { expect, test } from 'vitest'
import { checkDocument, checkQuotations } from './check-docs.mjs'

const repository = {
  files: ['README.md', 'packages/api/src/actions/send-message.ts', 'docs/decisions/0001-one-statement.md'],
  scripts: ['start', 'test', 'bench'],
}
const check = (text) => checkDocument({ path: 'docs/guide.md', text }, repository)

test('accepts paths that exist, whole, shortened, or with a wildcard', () => {
  const text = [
    '`packages/api/src/actions/send-message.ts:12` and `actions/send-message.ts`, `packages/api/`',
    '`docs/decisions/NNNN-*.md`, [record](decisions/0001-one-statement.md#why), [up](../README.md)',
    '`packages/{api,api/src}/`, `messages.send`, `.data/`, [elsewhere](https://example.org/x.md)',
  ]
  expect(check(text.join('\n'))).toEqual([])
})

test('names the line of a path, a link and a command that do not exist', () => {
  expect(check('fine\n`actions/gone.ts` and [gone](gone.md)\n\n`npm run nothing`')).toEqual([
    'docs/guide.md:2 the link gone.md leads nowhere',
    'docs/guide.md:2 there is no actions/gone.ts',
    'docs/guide.md:4 there is no script "nothing" in package.json',
  ])
})

test('reads commands inside code blocks too', () => {
  expect(check('```sh\nnpm start\nnpm run bench -- --quick\nnpm run gone\n```')).toEqual([
    'docs/guide.md:4 there is no script "gone" in package.json',
  ])
})

test('code that names its file has to stand there word for word', () => {
  const read = (path) => (path === 'examples/tour.ts' ? 'const a = 1\nconst b = 2\n' : undefined)
  const quote = (file, code) => `# Tour\n\n\`\`\`ts ${file}\n${code}\n\`\`\`\n`
  const check = (file, code) => checkQuotations({ path: 'README.md', text: quote(file, code) }, read)
  expect(check('examples/tour.ts', 'const b = 2')).toEqual([])
  expect(check('examples/tour.ts', 'const b = 3')).toEqual([
    'README.md:3 the code is not what stands in examples/tour.ts: copy it anew',
  ])
  expect(check('examples/gone.ts', 'const b = 2')).toHaveLength(1)
})
