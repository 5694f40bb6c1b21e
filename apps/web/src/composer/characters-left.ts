/** The counter shows for this many last characters. */
const COUNTED = 500

/** What the counter beside the composer says; null while the limit is far off, and where the reason says what is too many. */
export function charactersLeft(characters: number, maxCharacters: number): number | null {
  const left = maxCharacters - characters
  return left > COUNTED || left < 0 ? null : left
}
