import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const CANDIDATES = ['/usr/lib/postgresql/15/bin/pgbench']

/** The path of pgbench; installed from Debian's postgresql-15 where we are root. @throws one line that says what to install */
export function requirePgbench(): string {
  const found = findPgbench()
  if (found !== null) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing pgbench (apt-get install postgresql-15) …\n')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15'], {
      stdio: 'ignore',
      env,
    })
  }
  const installed = findPgbench()
  if (installed !== null) return installed
  throw new Error('The benchmarks need pgbench of Debian: apt-get install -y postgresql-15 (as root)')
}

function findPgbench(): string | null {
  return CANDIDATES.find((path) => existsSync(path)) ?? null
}
