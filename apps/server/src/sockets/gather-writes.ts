import type { Writable } from 'node:stream'
import { setImmediate } from 'node:timers'
import type { Encoder } from '@trpc/server/adapters/ws'

/**
 * An encoder that holds a socket's stream back from its first frame until the event loop turns: an answer and the page
 * that follows it, or the pages of many rooms, go to the system in one write. Nothing waits longer than the work at hand.
 */
export function gatherWrites(inner: Encoder, stream: Writable): Encoder {
  let isHeld = false
  const release = () => {
    isHeld = false
    stream.uncork()
  }
  return {
    decode: inner.decode,
    encode(data) {
      if (!isHeld) {
        isHeld = true
        stream.cork()
        setImmediate(release)
      }
      return inner.encode(data)
    },
  }
}
