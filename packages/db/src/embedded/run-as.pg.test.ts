import { execFile } from 'node:child_process'
import { chown, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { requireBinaries } from './binaries.ts'
import { chooseRunAs } from './run-as.ts'

const run = promisify(execFile)
const path = process.env.PATH
let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pennypost-'))
})

afterEach(async () => {
  process.env.PATH = path
  await rm(folder, { recursive: true, force: true })
})

/** A copy of Postgres in a folder that only we may enter. */
async function copyBinaries() {
  const { initdb } = await requireBinaries()
  await run('cp', ['-a', dirname(dirname(initdb)), join(folder, 'native')])
  const bin = join(folder, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

// A normal user owns what it starts, so there is nothing to choose.
const ways = process.getuid?.() === 0 ? ['setpriv', 'unshare'] : ['itself']

test.each(ways)('Postgres runs by way of %s although only its starter may enter its folders', async (way) => {
  const binaries = await copyBinaries()
  if (way !== 'itself') {
    const only = join(folder, 'bin')
    await mkdir(only)
    const { stdout } = await run('which', [way])
    await symlink(stdout.trim(), join(only, way))
    process.env.PATH = only
  }
  const runAs = await chooseRunAs(binaries, undefined)
  const cluster = join(folder, 'cluster')
  await mkdir(cluster, { mode: 0o700 })
  if (runAs.owner) await chown(cluster, runAs.owner.uid, runAs.owner.gid)
  await run(...runAs.command(binaries.initdb, ['-D', cluster, '-U', 'pennypost', '--no-sync']))
  const [file, args] = runAs.command(binaries.postgres, ['-D', cluster, '-C', 'server_version_num'])
  expect((await run(file, args)).stdout).toMatch(new RegExp(`^${runAs.majorVersion}`))
})
