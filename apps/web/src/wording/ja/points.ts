import type { Formats } from '../formats.ts'

export const points = (count: number, formats: Formats) => `${formats.number(count)}ポイント`
