import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { chromium, type LaunchOptions } from 'playwright-core'
import { findProgram, installPackage, isExecutable, runVisibly } from './install-package.ts'

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const macPath = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** The browser to test in: $CHROMIUM_PATH, Playwright's own, or the system's; undefined when there is none. */
function findChromium(): string | undefined {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (isExecutable(given)) return given
    throw new Error(`CHROMIUM_PATH is ${given}, which is no program: give the path of Chromium or Chrome.`)
  }
  const candidates = [chromium.executablePath(), macPath, ...systemNames.map((name) => findProgram([name]))]
  return candidates.find((path) => path !== undefined && isExecutable(path) && runs(path))
}

// Ubuntu has a `chromium-browser` that only says that there is a snap.
function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0
}

/** As `findChromium`, but installs one where that is possible, and fails with what to install elsewhere. */
export async function requireChromium(): Promise<string> {
  const found = findChromium() ?? ((await installChromium()) ? findChromium() : undefined)
  if (found) return found
  throw new Error('No browser to test in: install Chromium or Chrome, or give its path in CHROMIUM_PATH.')
}

/** Playwright's options for launching it, as root and in containers too. */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  return {
    executablePath: await requireChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}

async function installChromium(): Promise<boolean> {
  if ((await installPackage('chromium')) && findChromium()) return true
  const manifest = createRequire(import.meta.url).resolve('playwright-core/package.json')
  return runVisibly(process.execPath, [join(dirname(manifest), 'cli.js'), 'install', 'chromium'])
}
