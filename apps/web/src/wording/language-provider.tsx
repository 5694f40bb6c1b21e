import { type ReactNode, useMemo } from 'react'
import { en } from './en.ts'
import { createFormats } from './formats.ts'
import { FormatsContext, WordsContext } from './use-words.ts'

/** The device's own English, because dates in another language than the words around them read oddly. */
const deviceLocale = () => navigator.languages.find((locale) => locale.startsWith('en')) ?? 'en-GB'

/** The language that everything below is written in. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const formats = useMemo(() => createFormats(deviceLocale()), [])
  return (
    <WordsContext value={en}>
      <FormatsContext value={formats}>{children}</FormatsContext>
    </WordsContext>
  )
}
