import { readFileSync, writeFileSync } from 'node:fs'

const MOST_PAGES = '/proc/sys/vm/nr_overcommit_hugepages'

/**
 * Lets whoever asks the system for huge pages have them until this process ends, as an operator does for a Postgres with much
 * shared memory (docs/operating.md). None are set aside: those that Postgres takes are free again when it stops.
 * Only root may allow them, and where memory is in pieces there are none: Postgres tells what it has (`huge_pages_status`).
 * @param bytes how much may be had so
 */
export function allowHugePages(bytes: number): void {
  const pageKilobytes = Number(/^Hugepagesize:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1])
  try {
    const before = readFileSync(MOST_PAGES, 'utf8')
    writeFileSync(MOST_PAGES, String(Math.ceil(bytes / 1024 / pageKilobytes)))
    process.once('exit', () => writeFileSync(MOST_PAGES, before))
  } catch {
    // Not root, or a container's: what Postgres says of it is told.
  }
}
