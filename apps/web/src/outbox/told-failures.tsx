import { useMessaging } from '@pennypost/react'
import { useEffect, useRef } from 'react'
import { useSay } from '../shell/announcer.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'
import { failureWords } from './failure-words.ts'

/** Tells those who listen to the page when a message is refused: its row tells only those who look at it. */
export function ToldFailures() {
  const words = useWords()
  const formats = useFormats()
  const say = useSay()
  const { items } = useMessaging().client.outbox
  const known = useRef(items.get())

  useEffect(
    () =>
      items.subscribe(() => {
        const before = known.current
        known.current = items.get()
        for (const { id, state } of known.current)
          if (
            state.kind === 'failed' &&
            before.some((item) => item.id === id && item.state.kind !== 'failed')
          )
            say(failureWords(state.refusal, words, formats))
      }),
    [items, say, words, formats],
  )
  return null
}
