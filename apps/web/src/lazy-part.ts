import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

const AGAIN_AFTER_MS = 2_000

/** The server answers, but a part's code cannot be had from it: a new page asks for what is there now. */
export class PartMissing extends Error {}

/**
 * A component whose code is fetched when it is first drawn. Where the server cannot be reached it waits until it can: React
 * would keep the first failure for good.
 * @throws PartMissing where it is drawn, if the code cannot be had from a server that answers; or in a browser that keeps
 * failures for good itself, as Chromium did before 156
 */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetchPart(load) }))
}

async function fetchPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load()
  } catch {
    while (!(await answers())) await soonOrOnline()
  }
  try {
    return await load()
  } catch (cause) {
    throw new PartMissing('A part of the client is missing', { cause })
  }
}

function answers(): Promise<boolean> {
  return fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  )
}

function soonOrOnline(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const go = () => resolve()
  const timer = setTimeout(go, AGAIN_AFTER_MS)
  window.addEventListener('online', go)
  return promise.finally(() => {
    clearTimeout(timer)
    window.removeEventListener('online', go)
  })
}
