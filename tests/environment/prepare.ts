import { requireChromium } from './chromium.ts'
import { requireRedis } from './redis.ts'

// Run before the tests, so that an installation shows its progress and does not eat a test's time.
try {
  process.stdout.write(`Redis: ${await requireRedis()}\nBrowser: ${await requireChromium()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
