import type { Locator, Page } from 'playwright-core'

/** Presses Tab, or Shift+Tab, until the element has the focus. @throws when a walk through the page did not find it */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  throw new Error(`80 times ${key} did not reach ${target}`)
}
