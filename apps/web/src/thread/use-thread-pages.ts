import type { useMessages } from '@pennypost/react'
import { useCallback, useEffect, useState } from 'react'
import type { RowWindow } from './row-window.ts'

/** With fewer rows than this left beyond what is drawn, the next page is fetched. */
const LOAD_AHEAD_ROWS = 60

type ThreadPages = Pick<
  ReturnType<typeof useMessages>,
  | 'isPending'
  | 'isFetchNextPageError'
  | 'hasOlder'
  | 'isFetchingOlder'
  | 'fetchOlder'
  | 'hasNewer'
  | 'isFetchingNewer'
  | 'fetchNewer'
>

/** Fetches pages before they are reached, in both directions; after one that failed, only when asked to. */
export function useThreadPages(thread: ThreadPages, { from, to }: RowWindow, rowCount: number) {
  const { isPending, hasOlder, isFetchingOlder, fetchOlder, hasNewer, isFetchingNewer, fetchNewer } = thread
  const [hasFailed, setHasFailed] = useState(false)
  const isFailed = hasFailed || thread.isFetchNextPageError
  const wantsOlder = hasOlder && !isFetchingOlder && from < LOAD_AHEAD_ROWS
  const wantsNewer = hasNewer && !isFetchingNewer && rowCount - to < LOAD_AHEAD_ROWS

  const fetchPages = useCallback(() => {
    setHasFailed(false)
    const fail = () => setHasFailed(true)
    if (wantsOlder) fetchOlder().catch(fail)
    if (wantsNewer) fetchNewer().catch(fail)
  }, [wantsOlder, wantsNewer, fetchOlder, fetchNewer])

  useEffect(() => {
    if (!isPending && !isFailed) fetchPages()
  }, [isPending, isFailed, fetchPages])

  return { isFailed, fetchPages }
}
