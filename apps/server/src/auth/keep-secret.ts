import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDataFolder } from '@pennypost/db/embedded'

/**
 * The secret of a data folder, made on first use and then always the same; readable by its owner alone.
 * @throws EmbeddedPostgresError, one line, where the folder cannot be written
 */
export async function keepSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'auth-secret')
  await makeDataFolder(dataDir)
  const kept = await read(path)
  if (kept !== null) return kept
  // A link appears whole or not at all, and of two servers that start together one wins.
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flag: 'wx' })
  try {
    await link(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return await readFile(path, 'utf8')
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
