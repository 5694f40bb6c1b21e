import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

const AGAIN_AFTER_MS = 2_000
const MOST_ATTEMPTS = 5

/** A part's code could not be fetched although the device is online: only a reload of the page helps. */
export class PartMissing extends Error {}

/**
 * A component whose code is fetched when it is first drawn. While the server cannot be reached it is asked for
 * again and again: React would keep the first failure for good.
 * @throws PartMissing where it is drawn, once five attempts failed on a device that is online
 */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetchPart(load) }))
}

async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  let failures = 0
  for (;;) {
    try {
      return await load()
    } catch (cause) {
      if (navigator.onLine) failures += 1
      if (failures === MOST_ATTEMPTS) throw new PartMissing('A part of the client is missing', { cause })
    }
    await soonOrOnline()
  }
}

function soonOrOnline(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, AGAIN_AFTER_MS)
  window.addEventListener('online', () => resolve(), { once: true })
  return promise.finally(() => clearTimeout(timer))
}
