import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { Ending } from './ending.ts'

test('the stop of the server ends a subscription, and is not listened to by each: the ten-thousandth opens as fast as the first', () => {
  const stopping = new AbortController()
  const ending = new Ending(stopping.signal, [new AbortController().signal, undefined], () => {})
  expect(getEventListeners(stopping.signal, 'abort')).toHaveLength(0)
  expect(ending.isOver).toBe(false)
  stopping.abort()
  expect(ending.isOver).toBe(true)
})

test('a session that ends rings its subscriptions, but none that is released', () => {
  const session = new AbortController()
  const rung: number[] = []
  const endings = [1, 2].map(
    (place) => new Ending(new AbortController().signal, [session.signal], () => rung.push(place)),
  )
  endings[0]?.release()
  session.abort()
  expect(endings.map(({ isOver }) => isOver)).toEqual([true, true])
  expect(rung).toEqual([2])
})
