import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The absolute path of the first of these programs that is on PATH; undefined when none is. */
export function findProgram(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Installs a Debian or Ubuntu package where that is possible (as root); false where it is not or fails. */
export async function installPackage(name: string): Promise<boolean> {
  const apt = findProgram(['apt-get'])
  if (!apt || process.getuid?.() !== 0) return false
  const update = await runVisibly(apt, ['update', '-qq'])
  return update && runVisibly(apt, ['install', '-y', '-qq', name])
}

/** Runs a program with its output shown; true when it ends with exit code 0. */
export async function runVisibly(file: string, args: string[]): Promise<boolean> {
  process.stdout.write(`$ ${[file, ...args].join(' ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
  const [code] = await once(child, 'exit')
  return code === 0
}
