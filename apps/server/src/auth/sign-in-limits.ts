import type { SharedCounts } from '@pennypost/api'
import { LIMITS } from '@pennypost/domain'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'

type Rule = { window: number; max: number }
type Attempt = { allowed: boolean; retryAfter: number | null }

/** How often one address may try each of these in a window of seconds. */
export const SIGN_IN_RULES: Record<string, Rule> = {
  '/sign-in/email': { window: 60, max: LIMITS.signInAttemptsPerMinute },
  '/sign-up/email': { window: 60, max: LIMITS.signInAttemptsPerMinute },
  '/change-password': { window: 60, max: LIMITS.signInAttemptsPerMinute },
}

/**
 * better-auth's own store is one for the whole process, and its window starts anew with each attempt.
 * @param counts given: attempts count over all servers
 */
export function createSignInLimits(counts: SharedCounts | null) {
  const limiters = new Map<
    string,
    (key: string) => Promise<{ consumedPoints: number; msBeforeNext: number }>
  >()

  function createLimiter({ window, max }: Rule) {
    const rule = { points: max, duration: window, keyPrefix: `pennypost:sign-in:${max}/${window}` }
    const here = new RateLimiterMemory(rule)
    const everywhere = counts && new RateLimiterRedis({ ...rule, storeClient: counts.connection })
    return async (key: string) =>
      (await counts?.ask(async () => await everywhere?.penalty(key))) ?? (await here.penalty(key))
  }

  return {
    async consume(key: string, rule: Rule): Promise<Attempt> {
      const name = `${rule.max}/${rule.window}`
      const count = limiters.get(name) ?? createLimiter(rule)
      limiters.set(name, count)
      const used = await count(key)
      if (used.consumedPoints <= rule.max) return { allowed: true, retryAfter: null }
      return { allowed: false, retryAfter: Math.ceil(used.msBeforeNext / 1000) }
    },
  }
}
