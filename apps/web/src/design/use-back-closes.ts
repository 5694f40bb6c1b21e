import { useEffect, useEffectEvent, useId } from 'react'
import { useTwoPanes } from './media-query.ts'

/** In one pane, the device's way back closes what is open before it leaves the page. */
export function useBackCloses(onClose: () => void) {
  const hasTwoPanes = useTwoPanes()
  const id = useId()
  const close = useEffectEvent(onClose)

  useEffect(() => {
    if (hasTwoPanes) return
    const onBack = () => close()
    // A step of its own in the history, once it is sure that this stays.
    const timer = setTimeout(() => {
      history.pushState({ open: id }, '')
      addEventListener('popstate', onBack)
    })
    return () => {
      clearTimeout(timer)
      removeEventListener('popstate', onBack)
      const state: unknown = history.state
      const isOnTop = typeof state === 'object' && state !== null && Reflect.get(state, 'open') === id
      if (isOnTop) history.back()
    }
  }, [hasTwoPanes, id])
}
