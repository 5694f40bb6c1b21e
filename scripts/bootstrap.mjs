import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from './fail.mjs'
import { requireNode, toolEnvironment } from './find-node.mjs'
import { runCommand } from './run-command.mjs'
import { takeLock } from './take-lock.mjs'
import { watchNpm } from './watch-npm.mjs'

/**
 * Installs the dependencies unless what is in node_modules was installed from these very manifests.
 * @param {string} root the repository
 * @param {'inherit' | number} output where the progress goes: a file descriptor, or our own stdout
 */
export async function bootstrap(root, output = 'inherit') {
  requireNode()
  const modules = join(root, 'node_modules')
  const stamp = join(modules, '.pennypost-installed')
  const wanted = hashManifests(root)
  const isInstalled = () =>
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    listPackages(root).every((folder) => hasModules(root, folder))
  if (isInstalled()) return
  try {
    mkdirSync(modules, { recursive: true })
  } catch (error) {
    fail(`Cannot write to ${root} (${error.code}): the dependencies are installed in its node_modules.`)
  }
  const say = (line) => (output === 'inherit' ? process.stdout : process.stderr).write(`${line}\n`)
  const stopWatching = watchNpm(() => process.exit(143))
  const release = await takeLock(join(modules, '.pennypost-install.lock'), () => {
    say('Another command is installing the dependencies; waiting for it …')
  })
  stopWatching()
  try {
    if (isInstalled()) return
    say('Installing the dependencies …')
    await install(root, output)
    writeFileSync(stamp, wanted)
  } finally {
    release()
  }
}

async function install(root, output) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const args = ['-y', packageManager, 'install', '--frozen-lockfile', '--config.confirm-modules-purge=false']
  // The registry is asked for nothing that is in the cache, and given up after seconds instead of more than a
  // minute. npx would be silent otherwise, see .npmrc.
  const env = {
    ...toolEnvironment(root),
    npm_config_prefer_offline: 'true',
    npm_config_loglevel: 'error',
    npm_config_update_notifier: 'false',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
  }
  const { code, interrupted } = await runCommand('npx', args, {
    cwd: root,
    env,
    stdio: ['ignore', output, 'inherit'],
  })
  if (interrupted) process.exit(code || 130)
  if (code !== 0) {
    fail(
      `The dependencies could not be installed, see above. If the npm registry could not be reached, check the network and run the same command again.`,
    )
  }
}

function hashManifests(root) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  const manifests = listPackages(root).map((folder) => join(folder, 'package.json'))
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    hash.update(file).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

// Cleaning one package's folder leaves the stamp in the root's.
function hasModules(root, folder) {
  if (existsSync(join(root, folder, 'node_modules'))) return true
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, folder, 'package.json'), 'utf8'),
  )
  return !dependencies && !devDependencies
}

function listPackages(root) {
  const nested = ['apps', 'packages', 'examples'].flatMap((name) => {
    const path = join(root, name)
    return existsSync(path) ? readdirSync(path).map((child) => join(name, child)) : []
  })
  const folders = ['.', 'tests', 'bench', ...nested.sort()]
  return folders.filter((folder) => existsSync(join(root, folder, 'package.json')))
}
