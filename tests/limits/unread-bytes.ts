import { expect, vi } from 'vitest'
import type { World } from '../world/create-world.ts'

/** What the first server's sockets were given, and have not passed on to the system. */
export function unreadBytes(world: World): Promise<number> {
  return metric(world, 'pennypost_unread_output_bytes')
}

/** How many sockets the first server holds. */
export function countConnections(world: World): Promise<number> {
  return metric(world, 'pennypost_connections')
}

/** The most that was unread until it grew no more, and what it was then. */
export async function settledBytes(world: World): Promise<{ most: number; last: number }> {
  const seen: number[] = []
  await vi.waitFor(
    async () => {
      seen.push(await unreadBytes(world))
      const lately = seen.slice(-20)
      expect(lately).toHaveLength(20)
      expect(new Set(lately).size).toBe(1)
      expect(lately[0]).toBeGreaterThan(0)
    },
    { timeout: 10_000, interval: 20 },
  )
  return { most: Math.max(...seen), last: seen.at(-1) ?? 0 }
}

async function metric({ origin }: World, name: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(metrics)?.[1])
}
