import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { watchNpm } from './watch-npm.mjs'

const impatientAfterMs = 2_000

/**
 * Runs a command to its end. A signal to us is passed on once, for a terminal and npm both send us theirs;
 * one more, seconds later, ends the command at once. When npm dies the command is told to end too.
 * @param {string} file
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ code: number, interrupted: boolean }>} how it ended, and whether we were asked to stop
 */
export function runCommand(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options })
    let firstAt
    const pass = (signal) => {
      if (firstAt === undefined) child.kill(signal)
      else if (performance.now() - firstAt > impatientAfterMs) child.kill('SIGKILL')
      firstAt ??= performance.now()
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    const stopWatching = watchNpm(() => pass('SIGTERM'))
    const settle = () => {
      for (const signal of signals) process.off(signal, pass)
      stopWatching()
    }
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      settle()
      const ownCode = signal ? 128 + constants.signals[signal] : (code ?? 1)
      resolve({ code: ownCode, interrupted: firstAt !== undefined })
    })
  })
}

/** Runs one step of a longer command, and ends the whole with its exit code when it fails or is interrupted. */
export async function runStep(file, args, options) {
  const { code, interrupted } = await runCommand(file, args, options)
  if (code !== 0 || interrupted) process.exit(code || 130)
}
