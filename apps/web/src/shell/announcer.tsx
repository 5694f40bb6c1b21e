import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useFormats, useWords } from '../wording/use-words.ts'

const GATHER_MS = 1_000
const FORGOTTEN_MS = 5_000

type Arrival = { name: string; content: string; atMs: number }
type Announce = (arrivals: Arrival[]) => void

const AnnouncerContext = createContext<Announce>(() => {})

/** Tells those who listen to the page of new messages: one as it is, a burst as its number. */
export const useAnnounce = (): Announce => useContext(AnnouncerContext)

export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const words = useWords()
  const formats = useFormats()
  const [spoken, setSpoken] = useState('')
  const gathered = useRef<Arrival[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const announce = useCallback<Announce>(
    (arrivals) => {
      if (arrivals.length === 0) return
      gathered.current.push(...arrivals)
      timer.current ??= setTimeout(() => {
        timer.current = undefined
        const [first, ...others] = gathered.current
        gathered.current = []
        if (first === undefined) return
        setSpoken(
          others.length === 0
            ? words.thread.announce(first.name, first.content, formats.time(first.atMs))
            : words.thread.announceMany(others.length + 1, formats),
        )
      }, GATHER_MS)
    },
    [words, formats],
  )

  // What was said may disappear; it must not stay behind here.
  useEffect(() => {
    if (spoken === '') return
    const forget = setTimeout(() => setSpoken(''), FORGOTTEN_MS)
    return () => clearTimeout(forget)
  }, [spoken])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return (
    <AnnouncerContext value={announce}>
      {children}
      <div aria-live="polite" className="sr-only">
        {spoken}
      </div>
    </AnnouncerContext>
  )
}
