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
import { type AuthAnswer, readSessionUser } from './auth-requests.ts'

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }
  | { kind: 'signed-in'; userId: string }

type Session = {
  state: SessionState
  /** Asks the server who is signed in. */
  refresh: () => Promise<void>
  /** Runs a request that may change who is signed in, and looks again when it has. */
  ask: (request: () => Promise<AuthAnswer>) => Promise<AuthAnswer>
}

const SessionContext = createContext<Session | null>(null)

/** Who is signed in here. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession needs a <SessionProvider> above the component.')
  return session
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' })
  const underWay = useRef<Promise<unknown>>(Promise.resolve())

  const refresh = useCallback(async () => {
    // A change of password ends the old session before the answer brings the new one.
    await underWay.current
    try {
      const userId = await readSessionUser()
      setState((before) => {
        if (userId === null) return { kind: 'signed-out' }
        return before.kind === 'signed-in' && before.userId === userId
          ? before
          : { kind: 'signed-in', userId }
      })
    } catch {
      setState((before) => (before.kind === 'signed-in' ? before : { kind: 'unreachable' }))
    }
  }, [])

  const ask = useCallback(
    async (request: () => Promise<AuthAnswer>) => {
      const answering = request()
      underWay.current = answering.catch(() => {})
      const answer = await answering
      if (answer.ok) await refresh()
      return answer
    },
    [refresh],
  )

  useEffect(() => {
    void refresh()
  }, [refresh])

  const session = useMemo(() => ({ state, refresh, ask }), [state, refresh, ask])
  return <SessionContext value={session}>{children}</SessionContext>
}
