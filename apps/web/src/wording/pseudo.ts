const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ACCENTED = [...'àƀçđéƒĝĥîĵķļɱñôƥɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔƤɊŔŠŢÛṼŴẊÝŽ']
const FILLING = ' ōñē ţŵō ţĥŕēē ƒōũŕ'
const LONGER_BY = 0.4

/** The words with every sentence in pseudo: also those that functions make. */
export function inPseudo<T extends object>(words: T): T {
  const copy = { ...words }
  for (const key of Object.keys(words)) Reflect.set(copy, key, valueInPseudo(Reflect.get(words, key)))
  return copy
}

function valueInPseudo(value: unknown): unknown {
  if (typeof value === 'string') return textInPseudo(value, [])
  if (typeof value === 'function')
    return (...given: unknown[]) => {
      const text: unknown = Reflect.apply(value, undefined, given)
      return typeof text === 'string' ? textInPseudo(text, given.flat().filter(isText)) : text
    }
  return typeof value === 'object' && value !== null ? inPseudo(value) : value
}

const isText = (value: unknown) => typeof value === 'string' && value !== ''

/** "Save" → "[Šàṽé ō]": accents, brackets and 40 % more, but what was `given` (names, times) stays as it is. */
export function textInPseudo(text: string, given: readonly unknown[]): string {
  const spared = given.map(String).map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
  const parts = spared.length === 0 ? [text] : text.split(new RegExp(`(${spared.join('|')})`, 'u'))
  const accented = parts.map((part) => (given.includes(part) ? part : accent(part))).join('')
  const fillLength = Math.ceil(text.length * LONGER_BY)
  return `[${accented}${FILLING.repeat(fillLength).slice(0, fillLength)}]`
}

const accent = (text: string) => [...text].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('')
