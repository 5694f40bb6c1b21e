import { randomUUID } from 'node:crypto'
import type { SharedCounts } from '@pennypost/api'
import { LIMITS, RefusalError } from '@pennypost/domain'

/** How many connections one person may hold, over all servers where they are joined. */
export type Places = {
  /** @returns how to give it back @throws RATE_LIMITED where the person holds as many as they may */
  take(userId: string): Promise<() => void>
  /** To be called more often than PLACE_LASTS_MS: what is held stays held. */
  keep(): Promise<void>
  /** Gives all of them back to the other servers: who moves there is not counted twice. */
  giveAllBack(): Promise<void>
}

/** A server that died gives its places back this long after; one that was only slow takes them again at its next beat. */
const PLACE_LASTS_MS = 20_000
const RETRY_AFTER_MS = 5_000
const AT_ONCE = 100

type Options = { rateLimits: boolean; counts: SharedCounts | null; ownTopic: string | null }

export function createPlaces({ rateLimits, counts, ownTopic }: Options): Places {
  const held = new Map<string, Set<string>>()
  const key = (userId: string) => `pennypost:places:${userId}`
  const ignore = () => {}
  let isLeaving = false

  function forget(userId: string, placeId: string): void {
    const own = held.get(userId)
    own?.delete(placeId)
    if (own?.size === 0) held.delete(userId)
  }

  /** A few at a time: what others ask of Redis meanwhile is not held up. */
  async function ofEachHeld(tell: (userId: string, placeIds: string[]) => Promise<void> | undefined) {
    const all = [...held]
    while (all.length > 0)
      await Promise.all(all.splice(0, AT_ONCE).map(([userId, own]) => tell(userId, [...own])))
  }

  return {
    async take(userId) {
      if (!rateLimits) return ignore
      const tooMany = new RefusalError({ code: 'RATE_LIMITED', retryAfterMs: RETRY_AFTER_MS })
      const own = held.get(userId) ?? new Set()
      if (own.size >= LIMITS.socketsPerUser) throw tooMany
      const placeId = [ownTopic, randomUUID()].filter((part) => part !== null).join(' ')
      held.set(userId, own.add(placeId))
      if ((await counts?.hold(key(userId), placeId, LIMITS.socketsPerUser, PLACE_LASTS_MS)) === false) {
        forget(userId, placeId)
        throw tooMany
      }
      return () => {
        if (!held.get(userId)?.has(placeId)) return
        forget(userId, placeId)
        if (!isLeaving) void counts?.letGo(key(userId), [placeId])
      }
    },
    async keep() {
      if (!isLeaving) await ofEachHeld((userId, own) => counts?.keep(key(userId), own, PLACE_LASTS_MS))
    },
    async giveAllBack() {
      isLeaving = true
      await ofEachHeld((userId, own) => counts?.letGo(key(userId), own))
    },
  }
}
