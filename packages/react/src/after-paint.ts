/**
 * Runs something in the frame after the one that shows what has just changed, so that it is not waited for. A page
 * that nobody sees has no frames: there it waits until somebody does. Without a screen it runs in a moment.
 * @returns what stops it
 */
export function afterPaint(run: () => void): () => void {
  if (typeof requestAnimationFrame === 'undefined') {
    const timer = setTimeout(run)
    return () => clearTimeout(timer)
  }
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run)
  })
  return () => cancelAnimationFrame(frame)
}
