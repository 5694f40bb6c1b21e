import { describe, expect, it } from 'vitest'
import { readEnvironment } from './env.ts'

const SECRET = 'a-secret-of-at-least-32-characters-'

describe('the environment', () => {
  it('is what the contract says where nothing is given, and an empty variable counts as absent', () => {
    const environment = readEnvironment({ PORT: '', REDIS_URL: '' })
    expect(environment).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      redisUrl: null,
      publicOrigins: null,
      trustProxy: false,
      hostTokens: null,
      seedDemo: 'auto',
      settings: { dailyFreeLimit: 20, pointsPerMessage: 10, signupPoints: 0, testClock: false },
      rateLimits: true,
      logLevel: 'info',
    })
  })

  it('reads lists of origins and of proxies', () => {
    const environment = readEnvironment({
      PUBLIC_URL: 'https://chat.example.org/, http://localhost:8080',
      TRUST_PROXY: '10.0.0.1, 10.1.0.0/16',
    })
    expect(environment.publicOrigins).toEqual(['https://chat.example.org', 'http://localhost:8080'])
    expect(environment.trustProxy).toEqual(['10.0.0.1', '10.1.0.0/16'])
    expect(readEnvironment({ TRUST_PROXY: 'on' }).trustProxy).toBe(1)
    expect(readEnvironment({ TRUST_PROXY: 'off' }).trustProxy).toBe(false)
  })

  it.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '3e3' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost:99999/x' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/chat' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'example.org' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['AUTH_SECRET', { NODE_ENV: 'production' }],
    ['TEST_CLOCK', { NODE_ENV: 'production', AUTH_SECRET: SECRET, TEST_CLOCK: '1' }],
    ['TEST_CLOCK', { TEST_CLOCK: 'true' }],
    ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'ftp://x' }],
    ['AUTH_AUDIENCE', { AUTH_JWKS_URL: 'https://host.example/jwks', AUTH_ISSUER: 'host' }],
    ['SEED_DEMO', { SEED_DEMO: 'yes' }],
    ['DAILY_FREE_LIMIT', { DAILY_FREE_LIMIT: '-1' }],
    ['POINTS_PER_MESSAGE', { POINTS_PER_MESSAGE: '0' }],
    ['SIGNUP_POINTS', { SIGNUP_POINTS: '1.5' }],
    ['TOP_UP_URL', { TOP_UP_URL: 'javascript:alert(1)' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['RATE_LIMITS', { RATE_LIMITS: 'none' }],
  ])('refuses a wrong %s in one line that names it and says what is expected', (name, source) => {
    expect(() => readEnvironment(source)).toThrow(new RegExp(`^[^\\n]*${name}[^\\n]* must [^\\n]+$`))
  })

  it('never repeats a wrong value, which may be a secret', () => {
    expect(() => readEnvironment({ AUTH_SECRET: 'hunter2', DATABASE_URL: 'hunter2' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})
