import { useConnection } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { useSession } from '../session/session.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'

/** A short drop is nobody's business. */
const SILENT_MS = 4_000

function useSecondsUntil(instantMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    if (instantMs === null) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [instantMs])
  return instantMs === null ? null : Math.ceil((instantMs - nowMs) / 1_000)
}

function useIsPast(instantMs: number): boolean {
  const [isPast, setIsPast] = useState(false)
  useEffect(() => {
    const leftMs = instantMs - Date.now()
    setIsPast(leftMs <= 0)
    if (leftMs <= 0) return
    const timer = setTimeout(() => setIsPast(true), leftMs)
    return () => clearTimeout(timer)
  }, [instantMs])
  return isPast
}

/** Says when something is wrong with the connection, over the page, so that nothing moves. Empty while all is well. */
export function ConnectionStatus() {
  const words = useWords()
  const formats = useFormats()
  const { state, since, retryAt, retryNow } = useConnection()
  const { refresh } = useSession()
  const seconds = useSecondsUntil(state === 'reconnecting' ? retryAt : null)
  const isLasting = useIsPast(since + SILENT_MS)

  const text =
    state === 'offline'
      ? words.connection.offline
      : state === 'unauthorised'
        ? words.connection.unauthorised
        : state === 'reconnecting' && isLasting
          ? words.connection.reconnecting(seconds, formats)
          : state === 'connecting' && isLasting
            ? words.connection.connecting
            : null
  const action =
    state === 'unauthorised'
      ? { label: words.connection.signInAgain, run: () => void refresh() }
      : { label: words.connection.tryNow, run: retryNow }

  return (
    <div
      role="status"
      aria-label={words.connection.label}
      className="pointer-events-none fixed inset-x-0 top-18 z-30 flex justify-center px-3"
    >
      {text !== null && (
        <p className="flex animate-[fade-in_150ms] items-center gap-3 rounded-3xl border border-amber-ink/30 bg-amber-tint py-1.5 ps-4 pe-1.5 text-amber-ink text-sm tabular-nums shadow-lift">
          {text}
          <button
            type="button"
            onClick={action.run}
            className="pointer-events-auto min-h-7 shrink-0 rounded-full px-3 font-semibold underline underline-offset-4 hover:bg-card"
          >
            {action.label}
          </button>
        </p>
      )}
    </div>
  )
}
