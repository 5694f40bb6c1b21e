/** A message's number within a run, written in its text where it is found without parsing. */
const SIGN = 0x7e
const DIGITS = 8
const TEXT_CHARACTERS = 100

const padding = 'x'.repeat(TEXT_CHARACTERS - DIGITS - 1)

/** The text of a message: 100 characters. */
export function textOf(mark: number): string {
  return `~${String(mark).padStart(DIGITS, '0')}${padding}`
}

/** Tells each mark in a frame. */
export function findMarks(frame: Buffer, tell: (mark: number) => void): void {
  for (let at = frame.indexOf(SIGN); at !== -1; at = frame.indexOf(SIGN, at + TEXT_CHARACTERS)) {
    let mark = 0
    for (let digit = at + 1; digit <= at + DIGITS; digit += 1) mark = mark * 10 + (frame[digit] ?? 0) - 48
    tell(mark)
  }
}

/**
 * Which messages somebody got, as three sums: equal where the same messages came equally often, whatever their order.
 */
export class Tally {
  count = 0
  #sum = 0
  #mix = 0

  add(mark: number): void {
    this.count += 1
    this.#sum += mark
    this.#mix = (this.#mix + Math.imul(mark ^ (mark >>> 7), 2_654_435_761)) | 0
  }

  equals(other: Tally): boolean {
    return this.count === other.count && this.#sum === other.#sum && this.#mix === other.#mix
  }
}
