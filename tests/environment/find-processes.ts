import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

type Process = { pid: number; parent: number; command: string }

/** The living processes that descend from one, by command line. Zombies are not among them. */
export async function findDescendants(ancestor: number): Promise<Process[]> {
  const all = process.platform === 'linux' ? await readProc() : await readPs()
  const below = (pid: number): Process[] => {
    const children = all.filter((each) => each.parent === pid)
    return [...children, ...children.flatMap((child) => below(child.pid))]
  }
  return below(ancestor)
}

/** The living processes whose command line contains the text. */
export async function findByCommand(text: string): Promise<Process[]> {
  const all = process.platform === 'linux' ? await readProc() : await readPs()
  return all.filter((each) => each.command.includes(text))
}

async function readProc(): Promise<Process[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = pids.map(async (name) => {
    const read = (file: string) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')
    const [command, status] = await Promise.all([read('cmdline'), read('status')])
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1])
    return command ? [{ pid: Number(name), parent, command: command.replaceAll('\0', ' ') }] : []
  })
  return (await Promise.all(found)).flat()
}

async function readPs(): Promise<Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,ppid=,command='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return command ? [{ pid: Number(pid), parent: Number(parent), command }] : []
  })
}
