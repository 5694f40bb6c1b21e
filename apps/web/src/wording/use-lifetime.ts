import { useCallback } from 'react'
import { lifetimeParts } from '../composer/expiry-choices.ts'
import { useFormats, useWords } from './use-words.ts'

/** Writes a lifetime in hours as people say it: "8 hours", "1 week". */
export function useLifetime(): (hours: number) => string {
  const words = useWords()
  const formats = useFormats()
  return useCallback(
    (hours) => {
      const { amount, unit } = lifetimeParts(hours)
      return words.expiry.lifetimes[unit](amount, formats)
    },
    [words, formats],
  )
}
