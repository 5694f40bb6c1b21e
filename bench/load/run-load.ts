import { setTimeout as delay } from 'node:timers/promises'
import type { Line, Room } from './line.ts'
import { Ticker } from './ticker.ts'

/** A run whose figure does not count: a message was not delivered exactly once to everyone. */
export class VoidRun extends Error {
  override name = 'VoidRun'
}

export type LoadResult = {
  messages: number
  /** From the first send until everyone had everything. */
  seconds: number
  /** Of each message, from when it was due until all others had it. */
  latenciesMs: Float64Array
}

export type Load = {
  rooms: Room[]
  seconds: number
  /** Messages a second on a fixed schedule, whatever the answers do; absent: each sends again once it is answered. */
  perSecond?: number
}

const SETTLE_MS = 10_000
const MOST_MESSAGES = 500_000

/** Puts load on rooms and holds the promise against what came. @throws VoidRun */
export async function runLoad({ rooms, seconds, perSecond }: Load): Promise<LoadResult> {
  const roomOf = new Map<Line, Room>()
  for (const room of rooms) for (const line of writersOf(room)) roomOf.set(line, room)
  const active = [...roomOf.keys()]
  // Large ones would be collected in the next run on a schedule, and that pause look like the server's delay.
  const most = perSecond === undefined ? MOST_MESSAGES : Math.ceil(perSecond * seconds) + 1
  const dueAt = new Float64Array(most)
  const latencies = new Float64Array(most)
  const state = { sent: 0, answered: 0, isOver: false, fault: '' }
  const first = firstMark(rooms)

  const send = (line: Line, due: number) => {
    const mark = first + state.sent
    dueAt[state.sent] = due
    state.sent += 1
    roomOf.get(line)?.sent.add(mark)
    line.send(mark)
  }
  for (const line of rooms.flatMap((room) => [...room.lines, ...writersOf(room)])) {
    line.onEvent = (mark) => {
      const index = mark - first
      // The last of those who get it overwrites the others.
      latencies[index] = performance.now() - (dueAt[index] ?? 0)
    }
    line.onAnswer = () => {
      state.answered += 1
      if (perSecond === undefined && !state.isOver) send(line, performance.now())
    }
    line.onFault = (what) => {
      state.fault ||= what
    }
  }

  const schedule = perSecond === undefined ? null : { perMs: perSecond / 1_000, ticker: await Ticker.start() }
  const startedAt = performance.now()
  if (schedule === null) {
    for (const line of active) send(line, startedAt)
    await delay(seconds * 1_000)
  } else {
    const { perMs, ticker } = schedule
    await ticker.until(startedAt + seconds * 1_000, (nowMs) => {
      while (state.sent < (nowMs - startedAt) * perMs) {
        const line = active[state.sent % active.length]
        if (line !== undefined) send(line, startedAt + state.sent / perMs)
      }
    })
  }
  state.isOver = true
  await settle(rooms, state)
  return {
    messages: state.sent,
    seconds: (performance.now() - startedAt) / 1_000,
    latenciesMs: latencies.slice(0, state.sent).sort(),
  }
}

async function settle(
  rooms: Room[],
  state: { sent: number; answered: number; fault: string },
): Promise<void> {
  const isWhole = (room: Room) => room.lines.every((line) => line.heard.equals(room.sent))
  const deadline = performance.now() + SETTLE_MS
  while (state.answered < state.sent || !rooms.every(isWhole)) {
    if (state.fault !== '') throw new VoidRun(state.fault)
    if (performance.now() > deadline) {
      const room = rooms.find((each) => !isWhole(each))
      const heard = room?.lines
        .map((line) => line.heard.count)
        .join(', ')
        .slice(0, 200)
      throw new VoidRun(
        `not delivered exactly once: ${state.sent} sent, ${state.answered} answered; in one room ${room?.sent.count} sent, heard ${heard}`,
      )
    }
    await delay(2)
  }
}

function writersOf(room: Room): Line[] {
  return room.writers ?? room.lines
}

/** Marks go on where the rooms' last run ended. */
function firstMark(rooms: Room[]): number {
  return rooms.reduce((sum, room) => sum + room.sent.count, 0)
}

/** @param share 0.5 for the median; of values in order */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
