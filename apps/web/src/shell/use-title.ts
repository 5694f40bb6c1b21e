import { useEffect } from 'react'
import { useFormats, useWords } from '../wording/use-words.ts'

/** The tab's title: how many are unread, and where one is. */
export function useTitle(place: string | null, unread = 0) {
  const words = useWords()
  const formats = useFormats()
  useEffect(() => {
    document.title = words.pageTitle(unread, place, formats)
  }, [words, formats, place, unread])
}
