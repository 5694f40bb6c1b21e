/** The counter shows for this many last characters. */
const COUNTED = 500

/** What the counter beside the composer says (negative: too many), or null while the limit is far off. */
export function charactersLeft(characters: number, maxCharacters: number): number | null {
  const left = maxCharacters - characters
  return left > COUNTED ? null : left
}
