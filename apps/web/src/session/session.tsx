import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { loadForgetting } from '../load-pages.ts'
import type { AuthAnswer } from './auth-requests.ts'
import { onKeptElsewhere, readKept, writeKept } from './kept-locally.ts'
import { readSessionUser } from './read-session-user.ts'

export type SessionState =
  | { kind: 'loading' }
  /** `hasEnded`: somebody was signed in here and did not sign out here. */
  | { kind: 'signed-out'; hasEnded: boolean }
  | { kind: 'unreachable' }
  | { kind: 'signed-in'; userId: string }

type Session = {
  state: SessionState
  /** Asks the server who is signed in. @returns their id; of whoever was here where the server cannot be reached */
  refresh: () => Promise<string | null>
  /** Runs a request that may change who is signed in, and looks again when it has. */
  ask: (request: () => Promise<AuthAnswer>) => Promise<AuthAnswer>
}

const LAST_USER = 'user'

/** Whoever was here last is here still, until the server says otherwise: what they read is there at once. */
function firstState(): SessionState {
  const userId = location.pathname === '/sign-in' ? null : readKept(LAST_USER)
  return userId === null ? { kind: 'loading' } : { kind: 'signed-in', userId }
}

const userOf = (state: SessionState) => (state.kind === 'signed-in' ? state.userId : null)

const SessionContext = createContext<Session | null>(null)

/** Who is signed in here. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession needs a <SessionProvider> above the component.')
  return session
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState(firstState)
  const shown = useRef(userOf(state))
  const underWay = useRef<Promise<unknown>>(Promise.resolve())
  const isAsking = useRef(false)

  const refresh = useCallback(async () => {
    // A change of password ends the old session before the answer brings the new one.
    await underWay.current
    try {
      const userId = await readSessionUser()
      const wasAsking = isAsking.current
      const before = readKept(LAST_USER)
      writeKept(LAST_USER, userId)
      setState((before) => {
        if (userId === null)
          return before.kind === 'signed-out'
            ? before
            : { kind: 'signed-out', hasEnded: before.kind === 'signed-in' && !wasAsking }
        return before.kind === 'signed-in' && before.userId === userId
          ? before
          : { kind: 'signed-in', userId }
      })
      for (const gone of new Set([before, shown.current]))
        if (gone !== null && gone !== userId)
          void loadForgetting().then(({ forgetReader }) => forgetReader(gone))
      shown.current = userId
    } catch {
      setState((before) => (before.kind === 'signed-in' ? before : { kind: 'unreachable' }))
    }
    return shown.current
  }, [])

  const ask = useCallback(
    async (request: () => Promise<AuthAnswer>) => {
      const answering = request()
      underWay.current = answering.catch(() => {})
      isAsking.current = true
      try {
        const answer = await answering
        if (answer.ok) await refresh()
        return answer
      } finally {
        isAsking.current = false
      }
    },
    [refresh],
  )

  useEffect(() => {
    void refresh()
    return onKeptElsewhere(LAST_USER, () => void refresh())
  }, [refresh])

  const session = useMemo(() => ({ state, refresh, ask }), [state, refresh, ask])
  return <SessionContext value={session}>{children}</SessionContext>
}
