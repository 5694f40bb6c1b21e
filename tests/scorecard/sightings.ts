import type { BrowserContext, Page } from 'playwright-core'

/** Looks for a text in every page of the context, from before its first element and after every change and frame. */
export async function watchForText(context: BrowserContext, text: string): Promise<void> {
  await context.addInitScript((wanted) => {
    const seen = { frames: 0, sightings: 0, texts: 0 }
    const look = () => {
      const all = (document.documentElement?.textContent ?? '') + document.title
      seen.texts = Math.max(seen.texts, all.length)
      if (all.includes(wanted)) seen.sightings += 1
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
    const eachFrame = () => {
      seen.frames += 1
      look()
      requestAnimationFrame(eachFrame)
    }
    requestAnimationFrame(eachFrame)
    Object.assign(window, { seen })
  }, text)
}

/** How often the text was there, in how many frames it was looked for, and how long the longest text looked at was. */
export async function sightingsOn(page: Page): Promise<{ frames: number; sightings: number; texts: number }> {
  return await page.evaluate(() => Reflect.get(window, 'seen'))
}
