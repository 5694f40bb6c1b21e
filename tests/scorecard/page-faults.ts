import type { Page } from 'playwright-core'

/**
 * Texts in sight that something cuts off, by a program: a line of text that reaches out of a box which hides what is
 * outside it. What people wrote may be shortened (names, previews: `bdi`), what the client says may not.
 */
export async function findClippedText(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const clipped = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const text = walker.currentNode
      const element = text.parentElement
      if (element === null || text.textContent?.trim() === '') continue
      if (element.closest('bdi, [aria-hidden=true], .sr-only, option, script, style') !== null) continue
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      for (const line of range.getClientRects())
        for (let box: Element | null = element; box !== null; box = box.parentElement) {
          const { overflowX, overflowY, textOverflow } = getComputedStyle(box)
          const { left, right, top, bottom } = box.getBoundingClientRect()
          const isShortened = textOverflow === 'ellipsis' && box.scrollWidth > box.clientWidth + 1
          const hidesSides = overflowX === 'hidden' || overflowX === 'clip'
          const isCutAside = hidesSides && (line.left < left - 1 || line.right > right + 1)
          const hidesEnds = overflowY === 'hidden' || overflowY === 'clip'
          const isCutAbove = hidesEnds && (line.top < top - 3 || line.bottom > bottom + 3)
          if (isShortened || isCutAside || isCutAbove) clipped.add(`${text.textContent} in ${box.className}`)
          // Who scrolls comes to it.
          if (/auto|scroll/.test(overflowX + overflowY)) break
        }
    }
    return [...clipped]
  })
}

/** What reaches out of the window sideways, or scrolls sideways. */
export async function findSidewaysOverflow(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const seen = (element: Element) =>
      element.checkVisibility() && element.closest('.sr-only, svg') === null && element.clientWidth > 0
    const tell = (element: Element) => element.outerHTML.slice(0, 160)
    return [...document.body.querySelectorAll('*')].filter(seen).flatMap((element) => {
      const { left, right } = element.getBoundingClientRect()
      const isOutside = left < -1 || right > innerWidth + 1
      const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX)
      return isOutside || (scrolls && element.scrollWidth > element.clientWidth + 1) ? [tell(element)] : []
    })
  })
}

/** Controls that cannot be used now and do not say why to those who cannot see. */
export async function findUnexplainedControls(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const controls = document.querySelectorAll(
      ':disabled:not(option):not(:disabled *), [aria-disabled=true], [aria-readonly=true]',
    )
    return [...controls]
      .filter((control) => {
        const ids = control.getAttribute('aria-describedby')?.split(' ') ?? []
        const words = ids.map((id) => document.getElementById(id)?.textContent?.trim() ?? '').join('')
        return control.matches(':disabled') || words === ''
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 160))
  })
}

/**
 * In the pseudo-locale: words in sight, or for ears, that did not come from the wording. What people wrote (`bdi`,
 * messages), initials, times, keys and the names of zones and languages may be plain.
 */
export async function findPlainWords(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const plain = (text: string) => /[A-Za-z]{2}/.test(text.replace(/\[[^\]]*\]/gu, ''))
    const spared = 'bdi, time, kbd, option, script, style, textarea, [aria-hidden=true]'
    const found = new Set<string>()
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(spared) !== null || element.closest('[dir=auto]') !== null) continue
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      const text = own.map(({ textContent }) => textContent).join('')
      if (plain(text)) found.add(text)
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name)
        if (value !== null && plain(value)) found.add(`${name}: ${value}`)
      }
    }
    return [...found]
  })
}
