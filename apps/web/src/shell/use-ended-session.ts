import { useConnection } from '@pennypost/react'
import { useEffect, useRef } from 'react'
import { useMyId } from '../session/my-id.ts'
import { useSession } from '../session/session.tsx'

const RETRY_APART_MS = 10_000

/**
 * When the server no longer knows the session of the socket, asks who is signed in now. Nobody, or somebody else:
 * this page ends. The same person with a new session: the socket connects again, but not over and over.
 */
export function useEndedSession() {
  const { state, retryNow } = useConnection()
  const { refresh } = useSession()
  const myId = useMyId()
  const retriedAtMs = useRef(Number.NEGATIVE_INFINITY)
  const isEnded = state === 'unauthorised'

  useEffect(() => {
    if (!isEnded || performance.now() - retriedAtMs.current < RETRY_APART_MS) return
    let isCurrent = true
    void refresh().then((userId) => {
      if (!isCurrent || userId !== myId) return
      retriedAtMs.current = performance.now()
      retryNow()
    })
    return () => {
      isCurrent = false
    }
  }, [isEnded, myId, refresh, retryNow])
}
