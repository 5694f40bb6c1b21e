import { useConnection } from '@pennypost/react'
import { useEffect } from 'react'
import { useSession } from '../session/session.tsx'

/** When the server no longer knows this session, asks who is signed in now: nobody, or somebody else. */
export function useEndedSession() {
  const { state } = useConnection()
  const { refresh } = useSession()
  useEffect(() => {
    if (state === 'unauthorised') void refresh()
  }, [state, refresh])
}
