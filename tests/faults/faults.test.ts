import { expect, test } from 'vitest'
import { runFaults } from './run-faults.ts'

const SEED = 4

test('no message is lost, doubled or charged twice, and no gap is silent, while every part is killed', {
  timeout: 300_000,
}, async () => {
  const { acknowledged, refused, violations, folder } = await runFaults({
    sends: 2_000,
    kills: 10,
    seed: SEED,
    roundMs: 2_500,
  })
  expect(violations, `seed ${SEED}; logs and history are in ${folder}`).toEqual([])
  expect(acknowledged + refused).toBe(2_000)
})
