import type { Formats } from '../formats.ts'

export const points = (count: number, formats: Formats) =>
  formats.plural(count, {
    zero: '# نقطة',
    one: 'نقطة واحدة',
    two: 'نقطتان',
    few: '# نقاط',
    many: '# نقطة',
    other: '# نقطة',
  })
