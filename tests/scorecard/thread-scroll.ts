import type { Page } from 'playwright-core'

/** One painted frame: how many messages are in the document, and the upper edge of each that is in sight, in pixels. */
type Frame = { inDocument: number; tops: Record<string, number> }

/** The list of messages as something that is scrolled. */
export function threadScroll(page: Page) {
  const list = page.getByRole('list', { name: 'Messages' })
  const scroller = list.locator('..')
  return {
    /** Turns the wheel over the list; a negative number goes to what is older. */
    async wheel(px: number): Promise<void> {
      const box = await scroller.boundingBox()
      if (box === null) throw new Error('there is no list to turn the wheel over')
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      await page.mouse.wheel(0, px)
      await nextFrames(page, 2)
    },
    /** From the end of the list to the lower edge of what is seen, in pixels. */
    distancePx: () => scroller.evaluate((element) => Math.abs(element.scrollTop)),
    /** From the upper edge of what is seen to the first row there is, in pixels. */
    leftAbovePx: () =>
      scroller.evaluate((element) => element.scrollHeight - element.clientHeight + element.scrollTop),
    inDocument: () => list.locator('[data-message-id]').count(),
    /** The texts of the messages in sight, first to last. */
    inSight: () =>
      scroller.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return [...element.querySelectorAll('[data-message-id]')]
          .filter(
            (row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom,
          )
          .map((row) => row.textContent)
      }),
    /** The upper edge of each message that is in sight with more than so many pixels, in pixels, by its id. */
    tops: (leastPx = 0) =>
      scroller.evaluate((element, least) => {
        const { top, bottom } = element.getBoundingClientRect()
        const tops: Record<string, number> = {}
        for (const row of element.querySelectorAll<HTMLElement>('[data-message-id]')) {
          const box = row.getBoundingClientRect()
          if (box.bottom > top + least && box.top < bottom - least)
            tops[row.dataset.messageId ?? ''] = box.top
        }
        return tops
      }, leastPx),
    /** Looks at the messages after each frame has been painted, until what it returns is called. */
    async sample(): Promise<() => Promise<Frame[]>> {
      const sampler = await scroller.evaluateHandle((element) => {
        const frames: Frame[] = []
        let isOver = false
        const painted = new MessageChannel()
        painted.port1.onmessage = () => {
          const box = element.getBoundingClientRect()
          const tops: Record<string, number> = {}
          const rows = element.querySelectorAll<HTMLElement>('[data-message-id]')
          for (const row of rows) {
            const { top, bottom } = row.getBoundingClientRect()
            if (bottom > box.top && top < box.bottom) tops[row.dataset.messageId ?? ''] = top
          }
          frames.push({ inDocument: rows.length, tops })
          if (!isOver) requestAnimationFrame(look)
        }
        const look = () => painted.port2.postMessage(null)
        requestAnimationFrame(look)
        return {
          stop: () => {
            isOver = true
            return frames
          },
        }
      })
      return () => sampler.evaluate((running) => running.stop())
    },
  }
}

/** Lets this many frames be painted. */
export async function nextFrames(page: Page, frames: number): Promise<void> {
  await page.evaluate(async (count) => {
    for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame)
  }, frames)
}

/** The furthest that a message in sight moved from one frame to the next, in pixels. */
export function largestMove(frames: readonly Frame[]): number {
  let largest = 0
  for (const [index, { tops }] of frames.entries())
    for (const [key, top] of Object.entries(frames[index - 1]?.tops ?? {}))
      if (tops[key] !== undefined) largest = Math.max(largest, Math.abs(tops[key] - top))
  return largest
}
