import { createContext, useContext } from 'react'
import { en } from './en/words.ts'
import { createFormats, type Formats } from './formats.ts'
import type { Language } from './languages.ts'

/** Everything the client says, in one language. */
export type Words = typeof en

/** Another language is another pair of values for these two contexts; no component changes. */
export const WordsContext = createContext<Words>(en)
export const FormatsContext = createContext<Formats>(createFormats('en-GB'))

type LanguageChoice = {
  /** Null: like the device. */
  choice: Language | null
  /** Fetches the language and speaks it from then on; false, and nothing changes, where it cannot be fetched. */
  choose: (choice: Language | null) => Promise<boolean>
}
export const LanguageContext = createContext<LanguageChoice>({ choice: null, choose: async () => false })

export const useWords = (): Words => useContext(WordsContext)
export const useFormats = (): Formats => useContext(FormatsContext)
export const useLanguage = (): LanguageChoice => useContext(LanguageContext)
