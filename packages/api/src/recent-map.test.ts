import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecentMap } from './recent-map.ts'

test('of all that was set and not deleted, the last few are remembered, what was set again among the last', () => {
  const key = fc.integer({ min: 0, max: 9 })
  const operation = fc.record({ kind: fc.constantFrom('set', 'set', 'delete'), key, value: fc.nat() })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(operation), (most, operations) => {
      const map = new RecentMap<number, number>(most)
      let model: [number, number][] = []
      for (const { kind, key, value } of operations) {
        model = model.filter(([each]) => each !== key)
        if (kind === 'set') {
          map.set(key, value)
          model = [...model, [key, value] satisfies [number, number]].slice(-most)
        } else map.delete(key)
        expect([...map]).toEqual(model)
      }
    }),
  )
})
