import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export type StartedProcess = {
  pid: number /** What it said, for each pattern. */
  told: string[]
  stop(): Promise<void>
}

export type ProcessToStart = {
  file: string
  args: string[]
  env?: Record<string, string>
  /** The first group of the first line that matches each is what the caller waits for. */
  until: RegExp[]
}

/** Starts a process and waits for what it has to say. @throws where it ends before */
export async function startProcess({ file, args, env, until }: ProcessToStart): Promise<StartedProcess> {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  })
  let output = ''
  const heard: (string | undefined)[] = until.map(() => undefined)
  const { promise, resolve, reject } = Promise.withResolvers<string[]>()
  const hear = (line: string) => {
    if (output.length < 4_000) output += `${line}\n`
    for (const [index, pattern] of until.entries()) heard[index] ??= pattern.exec(line)?.[1]
    const told = heard.filter((text) => text !== undefined)
    if (told.length === until.length) resolve(told)
  }
  createInterface({ input: child.stdout }).on('line', hear)
  createInterface({ input: child.stderr }).on('line', hear)
  child.once('error', reject)
  child.once('exit', (code) => reject(new Error(`${file} ${args.at(-1)} ended with ${code}:\n${output}`)))
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const told = await promise
  return {
    pid: child.pid ?? 0,
    told,
    async stop() {
      process.off('exit', end)
      await endProcess(child)
    },
  }
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(late)
}
