import { LIMITS } from '@pennypost/domain'
import { RateLimiterMemory } from 'rate-limiter-flexible'

type Rule = { window: number; max: number }

/** How often one address may try each of these in a window of seconds. */
export const SIGN_IN_RULES: Record<string, Rule> = {
  '/sign-in/email': { window: 60, max: LIMITS.signInAttemptsPerMinute },
  '/sign-up/email': { window: 60, max: LIMITS.signInAttemptsPerMinute },
  '/change-password': { window: 60, max: LIMITS.signInAttemptsPerMinute },
}

/** better-auth's own store is one for the whole process, and its window starts anew with each attempt. */
export function createSignInLimits() {
  const limiters = new Map<string, RateLimiterMemory>()
  return {
    async consume(
      key: string,
      { window, max }: Rule,
    ): Promise<{ allowed: boolean; retryAfter: number | null }> {
      const name = `${max}/${window}`
      const limiter = limiters.get(name) ?? new RateLimiterMemory({ points: max, duration: window })
      limiters.set(name, limiter)
      const used = await limiter.penalty(key)
      if (used.consumedPoints <= max) return { allowed: true, retryAfter: null }
      return { allowed: false, retryAfter: Math.ceil(used.msBeforeNext / 1000) }
    },
  }
}
