import './page.ts'
import { useWallet } from '@pennypost/react'
import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createWorld } from '../world/create-world.ts'
import { holdAnswers } from '../world/hold-answers.ts'
import { until } from '../world/until.ts'
import { sitDown } from './sit-down.ts'

test('the wallet shows the newest entry, also one that came while the entry before it was being fetched', async () => {
  await using world = await createWorld()
  const { alice } = world
  await world.grant(alice, 100)
  const held = holdAnswers('wallet.entries')
  held.release()
  const { wrapper } = sitDown(world, alice, { WebSocket: held.WebSocket })
  const { result } = renderHook(() => useWallet(), { wrapper })
  const balances = () => result.current.entries.map(({ balanceAfter }) => balanceAfter)
  await until(() => expect([result.current.balance, balances()]).toEqual([100, [100]]))
  held.hold()
  await world.grant(alice, 10)
  await until(() => expect(held.count()).toBe(1))
  await world.grant(alice, 10)
  await until(() => expect(result.current.balance).toBe(120))
  held.release()
  await until(() => expect(balances()).toEqual([120, 110, 100]))
})
