import { expect, test } from 'vitest'
import { sharePages } from './share-pages.ts'

const PAGE = { events: [{ type: 'message', seq: 7 }], reset: false, now: '2026-01-01T00:00:00.000Z' }
const frames = [
  { id: 1, jsonrpc: undefined, result: { type: 'data', data: { id: '7', data: PAGE }, id: '7' } },
  { id: 'a "b"', jsonrpc: '2.0' as const, result: { type: 'data', data: { id: '7', data: PAGE }, id: '7' } },
  { id: 2, result: { type: 'data', data: PAGE } },
  { id: 3, result: { type: 'started' } },
  { id: null, error: { code: -32600, message: 'no' } },
]

test('a page that is put in as text reads as the page itself', () => {
  const shared = sharePages((page) => (page === PAGE ? JSON.stringify(PAGE) : undefined))
  for (const frame of frames)
    expect(JSON.parse(String(shared.encode(frame)))).toEqual(JSON.parse(JSON.stringify(frame)))
})

test('a page is made into text by whoever knows it, not again for each socket', () => {
  const shared = sharePages((page) => (page === PAGE ? '"known"' : undefined))
  expect(shared.encode(frames[0])).toContain('"data":"known"')
})
