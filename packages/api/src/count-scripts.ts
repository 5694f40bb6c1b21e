import { ROUNDING_MS } from '@pennypost/domain'
import type { ClientContext, Result } from 'ioredis'

declare module 'ioredis' {
  interface RedisCommander<Context extends ClientContext> {
    /** @returns 0, or how many milliseconds to wait. `nowMs` is '' for Redis's own clock */
    takeFromRate(key: string, perSecond: number, burst: number, nowMs: number | ''): Result<number, Context>
    /** @returns 0 where `most` places are held already */
    holdPlaces(key: string, most: number, lastsMs: number, ...placeIds: string[]): Result<number, Context>
  }
}

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`

/**
 * What Redis runs, each on one key. `takeFromRate` is the rule of that name in `domain`; what it keeps outlives its use by a
 * minute, in case the clock is set back. A place is held for a time, so that those of a server that died come free by themselves;
 * at once where its name begins with a topic that the server no longer listens to, and a space.
 */
export const COUNT_SCRIPTS = {
  takeFromRate: {
    numberOfKeys: 1,
    lua: `${NOW}
now = tonumber(ARGV[3]) or now
local spacing = 1000 / ARGV[1]
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + spacing
local wait = math.ceil(full - ARGV[2] * spacing - now - ${ROUNDING_MS})
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.17g', full), 'PX', math.ceil(full - now) + 60000)
return 0`,
  },
  holdPlaces: {
    numberOfKeys: 1,
    lua: `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then
  for _, place in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local topic = string.match(place, '^(%S+) ')
    if topic and redis.call('PUBSUB', 'NUMSUB', topic)[2] == 0 then redis.call('ZREM', KEYS[1], place) end
  end
end
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
for place = 3, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[place]) end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`,
  },
}
