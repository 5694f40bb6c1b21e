import type { Formats } from '../formats.ts'

export const points = (count: number, formats: Formats) =>
  formats.plural(count, { one: '# point', other: '# points' })
