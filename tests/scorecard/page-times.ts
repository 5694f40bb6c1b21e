import type { Page } from 'playwright-core'

/** When the page has painted a text that was not there before, in milliseconds since 1970. */
export async function whenPainted(page: Page, selector: string, text: string): Promise<number> {
  return await page.evaluate(
    ([within, wanted]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const found = [...document.querySelectorAll(within)].some((each) =>
            each.textContent.includes(wanted),
          )
          if (!found) return false
          observer.disconnect()
          const painted = new MessageChannel()
          painted.port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
          requestAnimationFrame(() => painted.port2.postMessage(null))
          return true
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, characterData: true })
        look()
      }),
    [selector, text] as const,
  )
}

/**
 * When the browser has shown a row that was not there before and holds a text, in milliseconds since 1970. It is the
 * browser's own word for when the frame was presented, in steps of 4 ms; a row out of sight is never shown.
 */
export async function whenRowShown(page: Page, text: string): Promise<number> {
  return await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const rows = new MutationObserver((records) => {
          const added = records.flatMap(({ addedNodes }) => [...addedNodes])
          const row = added.find((node) => node instanceof HTMLLIElement && node.textContent.includes(wanted))
          if (!(row instanceof HTMLLIElement)) return
          rows.disconnect()
          row.querySelector('[dir="auto"]')?.setAttribute('elementtiming', wanted)
        })
        rows.observe(document, { subtree: true, childList: true })
        const shown = new PerformanceObserver((list) => {
          const entry = list.getEntries().find((each) => Reflect.get(each, 'identifier') === wanted)
          if (entry === undefined) return
          shown.disconnect()
          resolve(performance.timeOrigin + Number(Reflect.get(entry, 'renderTime')))
        })
        shown.observe({ type: 'element' })
      }),
    text,
  )
}

/** Waits until the page has nothing left to do. */
export async function whenIdle(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((resolve) => requestIdleCallback(() => resolve())))
}

/** When the page no longer holds a text anywhere, in milliseconds since 1970. */
export async function whenGone(page: Page, text: string): Promise<number> {
  return await page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.documentElement.textContent.includes(wanted)) return
          observer.disconnect()
          resolve(performance.timeOrigin + performance.now())
        }
        const observer = new MutationObserver(look)
        observer.observe(document, { subtree: true, childList: true, characterData: true })
        look()
      }),
    text,
  )
}

/** The page's next event of a type, in milliseconds since 1970. */
export async function whenHeard(page: Page, type: string): Promise<number> {
  return await page.evaluate(
    (name) =>
      new Promise<number>((resolve) =>
        addEventListener(name, ({ timeStamp }) => resolve(performance.timeOrigin + timeStamp), {
          capture: true,
          once: true,
        }),
      ),
    type,
  )
}
