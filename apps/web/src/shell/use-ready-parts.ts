import { useEffect } from 'react'
import {
  loadConversationMissing,
  loadDetailsDialog,
  loadExpiryPopover,
  loadMessageMenu,
  loadNewConversation,
  loadOutbox,
  loadReadersPopover,
  loadScrollGuides,
  loadSettings,
  loadShortcutSheet,
  loadWallet,
} from '../load-pages.ts'

const PARTS = [
  loadOutbox,
  loadExpiryPopover,
  loadScrollGuides,
  loadMessageMenu,
  loadReadersPopover,
  loadConversationMissing,
  loadDetailsDialog,
  loadNewConversation,
  loadWallet,
  loadSettings,
  loadShortcutSheet,
]
const CALM_MS = 2_000

/** Fetches what has not been opened yet once the page is calm, so that all of it opens at once, also offline. */
export function useReadyParts() {
  useEffect(() => {
    // One that cannot be fetched now is fetched when it is opened.
    const fetchParts = () => void Promise.allSettled(PARTS.map((load) => load()))
    const timer = setTimeout(() => {
      if (navigator.onLine) fetchParts()
      else addEventListener('online', fetchParts, { once: true })
    }, CALM_MS)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', fetchParts)
    }
  }, [])
}
