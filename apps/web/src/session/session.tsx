import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { readSessionUser } from './auth-requests.ts'

export type SessionState =
  | { kind: 'loading' }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' }
  | { kind: 'signed-in'; userId: string }

type Session = { state: SessionState; refresh: () => Promise<void> }

const SessionContext = createContext<Session>({ state: { kind: 'loading' }, refresh: async () => {} })

/** Who is signed in here, and `refresh` to ask again after a sign-in or a sign-out. */
export const useSession = (): Session => useContext(SessionContext)

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: 'loading' })

  const refresh = useCallback(async () => {
    try {
      const userId = await readSessionUser()
      setState(userId === null ? { kind: 'signed-out' } : { kind: 'signed-in', userId })
    } catch {
      setState((before) => (before.kind === 'signed-in' ? before : { kind: 'unreachable' }))
    }
  }, [])

  useEffect(() => {
    void refresh()
  }, [refresh])

  const session = useMemo(() => ({ state, refresh }), [state, refresh])
  return <SessionContext value={session}>{children}</SessionContext>
}
