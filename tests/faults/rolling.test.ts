import { expect, test } from 'vitest'
import { runRolling } from './run-rolling.ts'

const SEED = 1

test('both servers are restarted in order under load, and no send fails', { timeout: 180_000 }, async () => {
  const { acknowledged, violations, folder } = await runRolling({ restarts: 1, seed: SEED })
  expect(violations, `seed ${SEED}; logs and history are in ${folder}`).toEqual([])
  expect(acknowledged).toBeGreaterThan(0)
})
