import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../apps/web', import.meta.url))
const serverOnly =
  /\/node_modules\/(drizzle-orm|postgres|fastify|@fastify|better-auth|ioredis|pino)\/|\/(packages\/(db|api)|apps\/server)\//

test('the browser bundle contains no drizzle and no server code', async () => {
  const built = await build({ root, logLevel: 'silent', build: { write: false } })
  const outputs = [built].flat().flatMap((each) => ('output' in each ? each.output : []))
  const modules = outputs.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
  expect(modules.some((id) => id.includes('/packages/react/'))).toBe(true)
  expect(modules.filter((id) => serverOnly.test(id))).toEqual([])
})
