import type { Formats } from './formats.ts'

/** English has two forms. */
export const plural = (count: number, one: string, other: string) => (count === 1 ? one : other)

export const points = (count: number, formats: Formats) =>
  `${formats.number(count)} ${plural(count, 'point', 'points')}`
