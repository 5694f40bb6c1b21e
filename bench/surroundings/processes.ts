import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ, which Linux fixes at 100 for /proc. */
const TICKS_A_SECOND = 100

type Stat = { parentPid: number; seconds: number; reapedSeconds: number }

/** CPU seconds of one process, all its threads, and what its ended children used. */
export function cpuSeconds(pid: number): number {
  const stat = findStat(pid)
  return stat === null ? 0 : stat.seconds + stat.reapedSeconds
}

/** CPU seconds of a process and of everything that it has started: Postgres with its backends. */
export function cpuSecondsOfTree(root: number): number {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? findStat(Number(name)) : null
    if (stat !== null) stats.set(Number(name), stat)
  }
  const isWithin = (pid: number): boolean => {
    if (pid === root) return true
    const stat = stats.get(pid)
    return stat !== undefined && stat.parentPid > 1 && isWithin(stat.parentPid)
  }
  let total = 0
  for (const [pid, { seconds, reapedSeconds }] of stats) if (isWithin(pid)) total += seconds + reapedSeconds
  return total
}

/** CPU seconds of the children of this process that have ended: of a command that was run to its end. */
export function cpuSecondsOfEndedChildren(): number {
  return findStat(process.pid)?.reapedSeconds ?? 0
}

function findStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The second field is a name in brackets, which may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = (from: number) => Number(fields[from]) + Number(fields[from + 1])
    return {
      parentPid: Number(fields[1]),
      seconds: ticks(11) / TICKS_A_SECOND,
      reapedSeconds: ticks(13) / TICKS_A_SECOND,
    }
  } catch {
    return null
  }
}
