import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useFormats, useWords } from '../wording/use-words.ts'

/** A burst is over when nothing came for this long; but nobody waits longer than `MOST_MS` to hear of it. */
const GATHER_MS = 1_000
const MOST_MS = 4_000
const FORGOTTEN_MS = 5_000

type Arrival = { name: string; content: string; atMs: number }
type Announce = (arrivals: Arrival[]) => void
type Say = (text: string) => void

const AnnouncerContext = createContext<Announce>(() => {})
const SayContext = createContext<Say>(() => {})

/** Tells those who listen to the page of new messages: one as it is, a burst as its number. */
export const useAnnounce = (): Announce => useContext(AnnouncerContext)

/** Tells those who listen to the page something at once. */
export const useSay = (): Say => useContext(SayContext)

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const words = useWords()
  const formats = useFormats()
  const [spoken, setSpoken] = useState<{ text: string; turn: number } | null>(null)
  const gathered = useRef<Arrival[]>([])
  const sinceMs = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const say = useCallback<Say>((text) => setSpoken((before) => ({ text, turn: (before?.turn ?? 0) + 1 })), [])

  const announce = useCallback<Announce>(
    (arrivals) => {
      if (arrivals.length === 0) return
      if (gathered.current.length === 0) sinceMs.current = performance.now()
      gathered.current.push(...arrivals)
      clearTimeout(timer.current)
      const leftMs = sinceMs.current + MOST_MS - performance.now()
      timer.current = setTimeout(
        () => {
          const [first, ...others] = gathered.current
          gathered.current = []
          if (first === undefined) return
          const text =
            others.length === 0
              ? words.thread.announce(first.name, first.content, formats.time(first.atMs))
              : words.thread.announceMany(others.length + 1, formats)
          say(text)
        },
        Math.min(GATHER_MS, leftMs),
      )
    },
    [words, formats, say],
  )

  // What was said may disappear; it must not stay behind here.
  useEffect(() => {
    if (spoken === null) return
    const forget = setTimeout(() => setSpoken(null), FORGOTTEN_MS)
    return () => clearTimeout(forget)
  }, [spoken])
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <AnnouncerContext value={announce}>
      <SayContext value={say}>{children}</SayContext>
      <div aria-live="polite" className="sr-only">
        {spoken !== null && <p key={spoken.turn}>{spoken.text}</p>}
      </div>
    </AnnouncerContext>
  )
}
