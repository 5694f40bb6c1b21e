import { SharedAnswer, type SharedPage } from '@pennypost/api'
import { tracked } from '@trpc/server'
import { expect, test } from 'vitest'
import { FRAMES, headOf, sharedAnswerFrame, sharedFrame } from './frames.ts'
import { payloadOf } from './text-frame.ts'

const PAGE = { events: [], reset: false, now: '2026-01-01T00:00:00.000Z' }
const shared = (seq: number): SharedPage => ({
  after: seq - 1,
  seq,
  bytes: 0,
  madeAtMs: 0,
  expiresAtMs: Number.POSITIVE_INFINITY,
  text: JSON.stringify(PAGE),
  written: null,
})

test.each([{ id: 1 }, { id: 'a "b"' }, { id: 2, jsonrpc: '2.0' as const }])(
  'a shared page reaches %o as the frame that an iterator would have given',
  (call) => {
    const frame = payloadOf(sharedFrame(headOf(call), shared(7))).toString()
    expect(JSON.parse(frame)).toEqual(JSON.parse(FRAMES.value(call, tracked('7', PAGE))))
  },
)

test('a page is written once for all whose subscription has the same id, whoever stands between them, and for no other page', () => {
  const page = shared(7)
  const first = sharedFrame(headOf({ id: 1 }), page)
  expect(sharedFrame(headOf({ id: '1' }), page)).not.toBe(first)
  expect(sharedFrame(headOf({ id: 1, jsonrpc: '2.0' }), page)).not.toBe(first)
  expect(sharedFrame(headOf({ id: 1 }), page)).toBe(first)
  expect(sharedFrame(headOf({ id: 1 }), shared(8)).toString()).toContain('"id":"8"')
})

test('an answer that several get is encoded once, and each gets it as the answer to their own call', () => {
  const answer = new SharedAnswer({ items: [{ content: 'é\u2028"' }], nextCursor: null })
  const calls = [{ id: 1 }, { id: 'a "b"' }, { id: 2, jsonrpc: '2.0' as const }, { id: 1 }]
  const frames = calls.map((call) => payloadOf(sharedAnswerFrame(call, answer)).toString())
  const { written } = answer
  expect(frames.map((frame) => JSON.parse(frame))).toEqual(
    calls.map((call) => JSON.parse(FRAMES.answer(call, answer.value))),
  )
  sharedAnswerFrame({ id: 3 }, answer)
  expect(answer.written).toBe(written)
})
