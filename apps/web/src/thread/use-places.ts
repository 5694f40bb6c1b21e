import { createContext, useCallback, useContext, useState } from 'react'
import type { RowHeights } from './row-heights.ts'
import type { Place } from './use-anchored-scroll.ts'

/** A place, and the heights of the rows that were seen on the way there, without which it would be somewhere else. */
export type SavedPlace = Place & { heights: RowHeights }

export const PlacesContext = createContext<Map<string, SavedPlace>>(new Map())

/** Where somebody was in a conversation, kept while the page lives, so that coming back finds the same line. */
export function usePlaces(conversationId: string) {
  const places = useContext(PlacesContext)
  const [savedPlace] = useState(() => places.get(conversationId) ?? null)
  const keepPlace = useCallback(
    ({ distancePx, anchors }: Place, heights: RowHeights) => {
      // What rounding leaves at each return must not add up.
      if (savedPlace === null || !isThere(savedPlace, anchors))
        places.set(conversationId, { distancePx, anchors, heights })
    },
    [places, conversationId, savedPlace],
  )
  return { savedPlace, keepPlace }
}

/** Whether these rows are still within a pixel of a place. */
function isThere(place: Place, anchors: Place['anchors']): boolean {
  return place.anchors.some(({ key, bottomPx }) =>
    anchors.some((anchor) => anchor.key === key && Math.abs(anchor.bottomPx - bottomPx) <= 1),
  )
}
