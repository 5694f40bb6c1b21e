import type { BrowserContext, Page } from 'playwright-core'

/** Lets the devices of a context fall asleep: no timer counts meanwhile, as when a laptop's lid is closed. */
export async function allowSleep(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    type Timer = { run: () => void; leftMs: number; sinceMs: number; running: number }
    const timers = new Map<number, Timer>()
    const { setTimeout: start, clearTimeout: end } = window
    let isAsleep = false
    const arm = (id: number, timer: Timer) => {
      timer.sinceMs = performance.now()
      timer.running = start(() => {
        timers.delete(id)
        timer.run()
      }, timer.leftMs)
    }
    const set = (run: (...given: unknown[]) => void, ms = 0, ...given: unknown[]) => {
      const id = start(() => undefined)
      const timer: Timer = { run: () => run(...given), leftMs: ms, sinceMs: 0, running: 0 }
      timers.set(id, timer)
      if (!isAsleep) arm(id, timer)
      return id
    }
    const clear = (id: number) => {
      end(timers.get(id)?.running)
      timers.delete(id)
    }
    const tellOf = (visibilityState: string) => {
      Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }
    const fallAsleep = () => {
      tellOf('hidden')
      isAsleep = true
      for (const timer of timers.values()) {
        end(timer.running)
        timer.leftMs -= performance.now() - timer.sinceMs
      }
    }
    const wake = () => {
      isAsleep = false
      for (const [id, timer] of timers) arm(id, timer)
      tellOf('visible')
    }
    Object.assign(window, { setTimeout: set, clearTimeout: clear, device: { fallAsleep, wake } })
  })
}

export const fallAsleep = (page: Page): Promise<void> =>
  page.evaluate(() => Reflect.get(window, 'device').fallAsleep())

/** @returns when the device woke, in milliseconds since 1970 */
export const wake = (page: Page): Promise<number> =>
  page.evaluate(() => {
    Reflect.get(window, 'device').wake()
    return performance.timeOrigin + performance.now()
  })
