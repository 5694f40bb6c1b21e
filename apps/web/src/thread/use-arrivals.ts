import type { useMessages } from '@pennypost/react'
import { useEffect, useRef } from 'react'
import { plainText } from '../message-text/parse-text.ts'
import { useMyId } from '../session/my-id.ts'
import { useAnnounce } from '../shell/announcer.tsx'
import { useWords } from '../wording/use-words.ts'

/**
 * Announces other people's messages that arrive while the conversation is open; history stays silent, whenever it is fetched.
 * @param lastSeq the conversation's last change number
 */
export function useArrivals(
  { messages, isFresh }: Pick<ReturnType<typeof useMessages>, 'messages' | 'isFresh'>,
  names: ReadonlyMap<string, string>,
  lastSeq: number,
) {
  const myId = useMyId()
  const words = useWords()
  const announce = useAnnounce()
  const heardSeq = useRef<number | null>(null)

  useEffect(() => {
    const newest = messages.findLast(({ pending }) => pending === null)?.seq
    if (newest === undefined || !isFresh) return
    const heard = heardSeq.current ?? Math.max(lastSeq, newest)
    const arrived = messages.filter(
      ({ pending, seq, senderId }) => pending === null && seq > heard && senderId !== myId,
    )
    // What its writer is called may still be on its way.
    if (arrived.some(({ senderId }) => !names.has(senderId))) return
    heardSeq.current = Math.max(heard, newest)
    if (arrived.length === 0) return
    announce(
      arrived.map(({ senderId, content, createdAt }) => ({
        name: names.get(senderId) || words.thread.someone,
        content: plainText(content ?? ''),
        atMs: Date.parse(createdAt),
      })),
    )
  }, [messages, isFresh, lastSeq, names, myId, announce, words])
}
