import { DirectionProvider } from '@base-ui/react/direction-provider'
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { onKeptElsewhere, readKept, writeKept } from '../session/kept-locally.ts'
import { deviceLanguage, directionOf, type Language, parseLanguage } from './languages.ts'
import { loadLanguage, type SpokenLanguage } from './load-language.ts'
import { FormatsContext, LanguageContext, WordsContext } from './use-words.ts'

const load = (choice: Language | null) => loadLanguage(choice ?? deviceLanguage(navigator.languages))

/**
 * The language that everything below is written in, nothing while it is fetched. `public/before-paint.js` gives a
 * kept choice to the page before the first paint.
 */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(() => parseLanguage(readKept('language')))
  const [spoken, setSpoken] = useState<SpokenLanguage | null>(null)
  const newest = useRef(choice)

  useEffect(() => {
    const english = () => loadLanguage('en')
    void load(newest.current)
      .catch(english)
      .then((loaded) => setSpoken((spokenSince) => spokenSince ?? loaded))
  }, [])

  useLayoutEffect(() => {
    if (spoken === null) return
    document.documentElement.lang = spoken.language
    document.documentElement.dir = directionOf(spoken.language)
  }, [spoken])

  const speak = useCallback(async (next: Language | null, keep = () => {}) => {
    newest.current = next
    const loaded = await load(next).catch(() => null)
    // A later choice speaks for itself.
    if (newest.current !== next) return true
    if (loaded === null) return false
    keep()
    setChoice(next)
    setSpoken(loaded)
    return true
  }, [])
  const choose = useCallback(
    (next: Language | null) => speak(next, () => writeKept('language', next)),
    [speak],
  )
  useEffect(() => onKeptElsewhere('language', () => void speak(parseLanguage(readKept('language')))), [speak])
  const language = useMemo(() => ({ choice, choose }), [choice, choose])

  if (spoken === null) return null
  return (
    <LanguageContext value={language}>
      <WordsContext value={spoken.words}>
        <FormatsContext value={spoken.formats}>
          <DirectionProvider direction={directionOf(spoken.language)}>{children}</DirectionProvider>
        </FormatsContext>
      </WordsContext>
    </LanguageContext>
  )
}
