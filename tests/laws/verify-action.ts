import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import type { World } from '../world/create-world.ts'
import type { FoldingClient, Fresh } from './state.ts'

/** Less than a heartbeat, which would bring what was never announced. */
const PATIENCE_MS = 8_000

/**
 * Law 7: old state + events = fresh state. Takes what every client held before, runs the action, lets the events come, and
 * compares what they have made of it with a fresh fetch.
 */
export async function verifyAction<Result>(
  world: World,
  clients: readonly FoldingClient[],
  act: () => Promise<Result>,
): Promise<Result> {
  const result = await act()
  await expectFresh(world, clients)
  return result
}

/**
 * @param isOrdered false where a message may have come and expired before it was told: then nothing in a summary says when
 * the last activity was, and the list is compared without its order
 * @throws what differs, where a client does not come to hold what the server answers
 */
export async function expectFresh(
  world: World,
  clients: readonly FoldingClient[],
  isOrdered = true,
): Promise<void> {
  const nowMs = await readClock(world)
  const inOrder = (state: Fresh) => (isOrdered ? state : { ...state, list: state.list.toSorted(byId) })
  await Promise.all(clients.map((client) => expectOne(client, nowMs, inOrder)))
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1
}

async function expectOne(
  client: FoldingClient,
  nowMs: number,
  inOrder: (state: Fresh) => Fresh,
): Promise<void> {
  const fresh = inOrder(await client.fetch())
  const deadline = AbortSignal.timeout(PATIENCE_MS)
  for (;;) {
    const { pageCount } = client
    const held = inOrder(await client.fold(fresh, nowMs))
    if (isDeepStrictEqual(held, fresh)) return
    if (deadline.aborted) expect(held, `what ${client.person.name} holds after the events`).toEqual(fresh)
    await client.more(pageCount, deadline).catch(() => {})
  }
}

async function readClock({ sql }: World): Promise<number> {
  const [row] = await sql<{ now: Date }[]>`select pennypost.now() as now`
  if (row === undefined) throw new Error('the database has no clock')
  return row.now.getTime()
}
