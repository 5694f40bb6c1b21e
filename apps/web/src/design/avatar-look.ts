const COLOURS = 8

/** The token of an id's colour: the same id has the same colour in every session and on every device. */
export function avatarColour(id: string): string {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return `var(--avatar-${(hash % COLOURS) + 1})`
}

/** The first letters of the first and the last word, by whole characters: "Ada Lovelace" → "AL". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
