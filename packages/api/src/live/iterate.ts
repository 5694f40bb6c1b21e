/**
 * A subscription's iterator, written by hand: an async generator or `events.on` costs many times the memory.
 * @param next the next value, or null at the end
 * @param end called once, whatever ended it
 */
export function iterate<Value>(
  next: () => Promise<Value | null>,
  end: () => void,
): AsyncIterableIterator<Value> {
  let isOver = false
  const finish = () => {
    if (isOver) return
    isOver = true
    end()
  }
  const iterator: AsyncIterableIterator<Value> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      if (isOver) return { done: true, value: undefined }
      try {
        const value = await next()
        if (value !== null) return { done: false, value }
        finish()
        return { done: true, value: undefined }
      } catch (error) {
        finish()
        throw error
      }
    },
    async return() {
      finish()
      return { done: true, value: undefined }
    },
  }
  return iterator
}
