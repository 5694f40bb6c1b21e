import { useEffect } from 'react'
import { useWords } from '../wording/use-words.ts'

/** The tab's title: how many are unread, and where one is. */
export function useTitle(place: string | null, unread = 0) {
  const words = useWords()
  useEffect(() => {
    document.title = words.pageTitle(unread, place)
  }, [words, place, unread])
}
