import { closeSync, openSync, rmSync, statSync, utimesSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

const beatEveryMs = 1_000
const deadAfterMs = 10_000

/**
 * Takes the lock file, and waits while a living process has it. The holder touches it every second, so that one
 * left by a killed process is known by its age: process ids are given anew after a restart of the machine.
 * @param {string} path
 * @param {() => void} onWait called once when somebody else has it
 * @returns {Promise<() => void>} releases it
 */
export async function takeLock(path, onWait) {
  let told = false
  while (!tryTake(path)) {
    if (!told) onWait()
    told = true
    await delay(200)
    if (ageMs(path) > deadAfterMs) rmSync(path, { force: true })
  }
  const beat = setInterval(() => utimesSync(path, new Date(), new Date()), beatEveryMs)
  const release = () => {
    clearInterval(beat)
    process.off('exit', release)
    rmSync(path, { force: true })
  }
  process.on('exit', release)
  return release
}

function tryTake(path) {
  try {
    closeSync(openSync(path, 'wx'))
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function ageMs(path) {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? Date.now() - found.mtimeMs : 0
}
