import { mapItems, refusalOf } from '@pennypost/client'
import type { Conversation } from '@pennypost/domain'
import type { Cached } from './cached.ts'

export type ReadMarker = {
  /** Follows whether a row is seen. @returns what stops it */
  observe(row: HTMLElement | null): (() => void) | undefined
  start(): () => void
}

export type ReadMarkerOptions = {
  markRead(input: { conversationId: string; upToSeq: number }): Promise<{ readSeq: number; unread: number }>
  cached: Cached
  conversationId: string | null
}

const SEEN_MS = 500
/** Rows that came into view together are one write. */
const GATHER_MS = 50
const AGAIN_MS = 3_000
const SEEN_SHARE = 0.5

/** Moves the read mark to the newest row that was really seen. */
export function createReadMarker({ markRead, cached, conversationId }: ReadMarkerOptions): ReadMarker {
  const visible = new Set<Element>()
  const timers = new Map<Element, ReturnType<typeof setTimeout>>()
  let observer: IntersectionObserver | null = null
  let wantedSeq = 0
  let isSending = false
  let sendTimer: ReturnType<typeof setTimeout> | undefined

  function isPageSeen(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus()
  }

  function consider(row: Element): void {
    clearTimeout(timers.get(row))
    timers.delete(row)
    if (!visible.has(row) || !isPageSeen()) return
    timers.set(
      row,
      setTimeout(() => {
        timers.delete(row)
        if (isPageSeen()) mark(row)
      }, SEEN_MS),
    )
  }

  function considerAll(): void {
    for (const row of visible) consider(row)
  }

  function mark(row: Element): void {
    const seq = Number(row.getAttribute('data-seq') ?? Number.NaN)
    if (!Number.isFinite(seq) || seq <= wantedSeq) return
    wantedSeq = seq
    sendIn(GATHER_MS)
  }

  /** Not cancelled when the thread is left: what was seen was seen. */
  function sendIn(delayMs: number): void {
    clearTimeout(sendTimer)
    sendTimer = setTimeout(() => void send(), delayMs)
  }

  async function send(): Promise<void> {
    if (isSending || conversationId === null) return
    const known = cached.findConversation(conversationId)
    if (known === undefined || wantedSeq <= known.readSeq) return
    isSending = true
    const upToSeq = wantedSeq
    try {
      const { readSeq, unread } = await markRead({ conversationId, upToSeq })
      const move = (conversation: Conversation) =>
        readSeq > conversation.readSeq ? { ...conversation, readSeq, unread } : conversation
      cached.changeConversation(conversationId, move)
      cached.changeLists((pages) =>
        mapItems(pages, (item) => (item.id === conversationId ? move(item) : item)),
      )
      isSending = false
      if (wantedSeq > upToSeq) void send()
    } catch (error) {
      isSending = false
      if (refusalOf(error) === null) sendIn(AGAIN_MS)
    }
  }

  function see(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
      // A row that is taller than the page can never be half visible; filling half the page will do.
      const fillsPage = rootBounds !== null && intersectionRect.height >= rootBounds.height * SEEN_SHARE
      if (intersectionRatio >= SEEN_SHARE || fillsPage) visible.add(target)
      else visible.delete(target)
      consider(target)
    }
  }

  return {
    observe: (row) => {
      if (row === null || conversationId === null) return undefined
      observer ??= new IntersectionObserver(see, { threshold: [0, 0.25, SEEN_SHARE, 0.75, 1] })
      observer.observe(row)
      return () => {
        observer?.unobserve(row)
        visible.delete(row)
        consider(row)
      }
    },
    start: () => {
      document.addEventListener('visibilitychange', considerAll)
      window.addEventListener('focus', considerAll)
      window.addEventListener('blur', considerAll)
      return () => {
        document.removeEventListener('visibilitychange', considerAll)
        window.removeEventListener('focus', considerAll)
        window.removeEventListener('blur', considerAll)
        for (const timer of timers.values()) clearTimeout(timer)
        timers.clear()
      }
    },
  }
}
