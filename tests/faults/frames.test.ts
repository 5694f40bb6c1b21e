import { expect, test } from 'vitest'
import { runFrames } from './run-frames.ts'

const SEED = 1

test('two thousand frames that nobody should send are answered, none is a fault, and the memory comes back', {
  timeout: 120_000,
}, async () => {
  const { violations, frames } = await runFrames({ frames: 2_000, seed: SEED })
  expect(violations, `seed ${SEED}`).toEqual([])
  expect(frames).toBe(2_000)
})
