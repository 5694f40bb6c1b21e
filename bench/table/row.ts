import type { Bench } from '../surroundings/bench.ts'

/** One half of a pair: the figure, and what else was seen, by name with its unit. */
export type Measured = { figure: number; details?: Record<string, number> }

/** What takes the two halves of a row's pairs, for as long as it is open. */
export type Pair = {
  ours(): Promise<Measured>
  limit(): Promise<Measured>
  close(): Promise<void>
}

export type Row = {
  id: string
  measure: string
  /** Whether more or less is better. */
  better: 'more' | 'less'
  goal: number
  stretch: number
  open(bench: Bench): Promise<Pair>
}
