/** The languages of the client, each by its own name. */
export const LANGUAGES = [
  { language: 'en', name: 'English' },
  { language: 'ar', name: 'العربية' },
  { language: 'de', name: 'Deutsch' },
  { language: 'ja', name: '日本語' },
  { language: 'pt-BR', name: 'Português (Brasil)' },
] as const

/** English with accents, longer and in brackets: what stays plain was never taken from the wording. */
export const PSEUDO = 'en-XA'

export type Language = (typeof LANGUAGES)[number]['language'] | typeof PSEUDO

const primaryOf = (tag: string) => tag.toLowerCase().split('-')[0]

/** The client's language for a tag of any region ("pt-PT" → "pt-BR"); null where it has none. */
function languageOf(tag: string): Language | null {
  return LANGUAGES.find(({ language }) => primaryOf(language) === primaryOf(tag))?.language ?? null
}

/** The first of the device's languages that the client has; English where it has none of them. */
export function deviceLanguage(tags: readonly string[]): Language {
  return tags.map(languageOf).find((language) => language !== null) ?? 'en'
}

/** A language by its exact tag, as it is kept on the device. */
export function parseLanguage(tag: string | null): Language | null {
  if (tag === PSEUDO) return PSEUDO
  return LANGUAGES.find(({ language }) => language === tag)?.language ?? null
}

/** The device's own region of a language, because dates of another country than one's own read oddly. */
export function regionOf(language: Language, tags: readonly string[]): string {
  const spoken = language === PSEUDO ? 'en' : language
  return tags.find((tag) => languageOf(tag) === spoken) ?? (spoken === 'en' ? 'en-GB' : spoken)
}

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
