import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail } from './fail.mjs'

const oldestForTools = [20, 19]
const oldestForServer = [22, 12]

/** Ends with one line when this Node cannot even run the scripts and the package manager. */
export function requireNode() {
  if (isAtLeast(process.versions.node, oldestForTools)) return
  fail(
    `Pennypost needs Node ${oldestForTools.join('.')} or later, and this is ${process.version}: https://nodejs.org`,
  )
}

/** The Node that the server runs on: the one among the dependencies, else our own if it is new enough. */
export function requireServerNode(root) {
  const installed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(installed)) return installed
  if (isAtLeast(process.versions.node, oldestForServer)) return process.execPath
  return fail(
    `Pennypost's server needs Node ${oldestForServer.join('.')} or later on ${process.platform}-${process.arch}, and this is ${process.version}: https://nodejs.org`,
  )
}

/** The environment in which the tools of the repository come first, Node among them. */
export function toolEnvironment(root) {
  const bin = join(root, 'node_modules', '.bin')
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
    TURBO_TELEMETRY_DISABLED: '1',
  }
}

function isAtLeast(version, [major, minor]) {
  const [ourMajor = 0, ourMinor = 0] = version.split('.').map(Number)
  return ourMajor > major || (ourMajor === major && ourMinor >= minor)
}
