import { useCallback, useState, useSyncExternalStore } from 'react'

/** Whether a media query holds, kept up to date. */
function useMediaQuery(query: string): boolean {
  const [media] = useState(() => matchMedia(query))
  const subscribe = useCallback(
    (onChange: () => void) => {
      media.addEventListener('change', onChange)
      return () => media.removeEventListener('change', onChange)
    },
    [media],
  )
  return useSyncExternalStore(subscribe, () => media.matches)
}

/** Two panes beside each other, or one at a time. The breakpoint is `md` of base.css. */
export const useTwoPanes = (): boolean => useMediaQuery('(min-width: 48rem)')

/** A third one beside them, for the details. The breakpoint is `xl` of base.css. */
export const useThreePanes = (): boolean => useMediaQuery('(min-width: 80rem)')

/** A finger: Enter on its keyboard is a new line, and no field takes the focus by itself. */
export const useCoarsePointer = (): boolean => useMediaQuery('(pointer: coarse)')
