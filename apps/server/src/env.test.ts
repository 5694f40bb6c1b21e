import { describe, expect, it } from 'vitest'
import { readEnvironment } from './env.ts'

const SECRET = 'a-secret-of-at-least-32-characters-'
const HOST = { AUTH_ISSUER: 'host', AUTH_AUDIENCE: 'pennypost' }

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

  it('reads lists of origins, of proxies and of Redis’s nodes', () => {
    const environment = readEnvironment({
      PUBLIC_URL:
        'https://chat.example.org/, http://localhost:8080, http://[::1]:8080, https://bücher.example',
      TRUST_PROXY: '10.0.0.1, 10.1.0.0/16, ::1, fd00::/8',
    })
    for (const nodes of ['redis://:100%25@10.0.0.1, 10.0.0.2:6379, redis://[::1]:6379', 'rediss://redis:1/2'])
      expect(readEnvironment({ REDIS_URL: nodes }).redisUrl).toBe(nodes)
    expect(environment.publicOrigins).toEqual([
      'https://chat.example.org',
      'http://localhost:8080',
      'http://[::1]:8080',
      'https://xn--bcher-kva.example',
    ])
    expect(environment.trustProxy).toEqual(['10.0.0.1', '10.1.0.0/16', '::1', 'fd00::/8'])
    expect(readEnvironment({ TRUST_PROXY: 'on' }).trustProxy).toBe(1)
    expect(readEnvironment({ TRUST_PROXY: 'off' }).trustProxy).toBe(false)
  })

  it.each([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: '3e3' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://localhost:99999/x' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://pennypost:100%@localhost/x' }],
    ['REDIS_URL', { REDIS_URL: 'localhost:6379' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost:port' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost, localhost:port' }],
    ['REDIS_URL', { REDIS_URL: 'redis://:100%@localhost' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost:99999' }],
    ['REDIS_URL', { REDIS_URL: 'redis://two words' }],
    ['REDIS_URL', { REDIS_URL: 'redis://%%' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost,http://localhost' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost,' }],
    ['REDIS_URL', { REDIS_URL: 'redis://localhost/name' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://example.org/chat' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://:password@example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://*.example.org' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'https://chat.example.org;https://example.org' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'yes' }],
    ['TRUST_PROXY', { TRUST_PROXY: '17' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'abc' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'a.b.c.d' }],
    ['TRUST_PROXY', { TRUST_PROXY: '.' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.1, ' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/99' }],
    ['TRUST_PROXY', { TRUST_PROXY: '10.0.0.0/0' }],
    ['TRUST_PROXY', { TRUST_PROXY: '::1/200' }],
    ['AUTH_SECRET', { AUTH_SECRET: 'short' }],
    ['AUTH_SECRET', { NODE_ENV: 'production' }],
    ['TEST_CLOCK', { NODE_ENV: 'production', AUTH_SECRET: SECRET, TEST_CLOCK: '1' }],
    ['TEST_CLOCK', { TEST_CLOCK: 'true' }],
    ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'ftp://x' }],
    ['AUTH_JWKS_URL', { ...HOST, AUTH_JWKS_URL: 'https://pennypost:hunter2@host.example/jwks' }],
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

  it.each([
    { AUTH_SECRET: 'hunter2', DATABASE_URL: 'hunter2' },
    { DATABASE_URL: 'postgres://pennypost:hunter2@localhost:port/x' },
    { REDIS_URL: 'redis://:hunter2@localhost:port' },
    { ...HOST, AUTH_JWKS_URL: 'https://pennypost:hunter2@host.example/jwks' },
  ])('never repeats a wrong value, which may be a secret: %j', (source) => {
    expect(() => readEnvironment(source)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })
})
