/** Choices that a seed repeats. */
export type Chance = {
  /** From 0 up to, and without, 1. */
  next(): number
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  /** A stream of its own, so that what one part takes from it changes nothing for another. */
  fork(): Chance
}

/** Mulberry32: small, and the same on every machine. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    pick: (values) => values[between(0, values.length - 1)] ?? values[0],
    fork: () => createChance(between(0, 2 ** 32 - 1)),
  }
}
