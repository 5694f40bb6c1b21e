import type { BrowserContext } from 'playwright-core'

/** Sets the clock of a device wrong, for all pages that the context opens from now on; timers go on as they are. */
export async function setDeviceClock(context: BrowserContext, aheadMs: number): Promise<void> {
  await context.addInitScript((ahead) => {
    globalThis.Date = new Proxy(Date, {
      construct: (right, given) =>
        Reflect.construct(right, given.length === 0 ? [right.now() + ahead] : given),
      get: (right, name) => (name === 'now' ? () => right.now() + ahead : Reflect.get(right, name)),
    })
  }, aheadMs)
}
