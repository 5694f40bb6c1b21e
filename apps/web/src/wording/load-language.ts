import { en } from './en/words.ts'
import { createFormats, type Formats } from './formats.ts'
import { type Language, regionOf } from './languages.ts'
import type { Words } from './use-words.ts'

/** A language with everything that is said and written in it. */
export type SpokenLanguage = { language: Language; words: Words; formats: Formats }

// English is there from the start: it is what remains where another language cannot be fetched.
const WORDS: Record<Language, () => Promise<Words>> = {
  en: async () => en,
  ar: async () => (await import('./ar/words.ts')).ar,
  de: async () => (await import('./de/words.ts')).de,
  ja: async () => (await import('./ja/words.ts')).ja,
  'pt-BR': async () => (await import('./pt-br/words.ts')).ptBr,
  'en-XA': async () => (await import('./pseudo.ts')).inPseudo(en),
}

/** Fetches a language; rejects where the server cannot be reached. */
export async function loadLanguage(language: Language): Promise<SpokenLanguage> {
  const words = await WORDS[language]()
  return { language, words, formats: createFormats(regionOf(language, navigator.languages), language) }
}
