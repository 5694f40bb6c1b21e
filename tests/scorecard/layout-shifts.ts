import type { Page } from 'playwright-core'

/**
 * Notes what moves by itself on a page, as browsers tell it, until what it returns is called. The messages are not
 * among it: at its end their list follows what arrives, as it should.
 */
export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  const watch = await page.evaluateHandle(() => {
    const moved: string[] = []
    const note = (entries: PerformanceEntryList) => {
      for (const entry of entries) {
        if (Reflect.get(entry, 'hadRecentInput')) continue
        for (const { node } of Reflect.get(entry, 'sources')) {
          const element = node instanceof Element ? node : node?.parentElement
          if (!element?.closest('[aria-label="Messages"]'))
            moved.push(element?.outerHTML.slice(0, 120) ?? 'gone')
        }
      }
    }
    const observer = new PerformanceObserver((list) => note(list.getEntries()))
    observer.observe({ type: 'layout-shift' })
    return {
      stop: () => {
        note(observer.takeRecords())
        observer.disconnect()
        return moved
      },
    }
  })
  return () => watch.evaluate((running) => running.stop())
}
