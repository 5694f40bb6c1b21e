import { createContext, useCallback, useContext, useState } from 'react'
import type { Place } from './use-anchored-scroll.ts'

export const PlacesContext = createContext<Map<string, Place>>(new Map())

/** Where somebody was in a conversation, kept while the page lives, so that coming back finds the same line. */
export function usePlaces(conversationId: string) {
  const places = useContext(PlacesContext)
  const [savedPlace] = useState(() => places.get(conversationId) ?? null)
  const keepPlace = useCallback(
    (place: Place) =>
      void places.set(conversationId, { distancePx: place.distancePx, anchors: place.anchors }),
    [places, conversationId],
  )
  return { savedPlace, keepPlace }
}
