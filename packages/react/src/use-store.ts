import type { Store } from '@pennypost/client'
import { useMemo, useSyncExternalStore } from 'react'
import { afterPaint } from './after-paint.ts'
import { useMessaging } from './messaging-context.ts'

/** The value of a store, rendered again when it changes. */
export function useStore<T>({ get, subscribe }: Store<T>): T {
  return useSyncExternalStore(subscribe, get, get)
}

/** The value of a store, for what may be drawn a frame later than what was typed or pressed. */
export function useStoreLater<T>(store: Store<T>): T {
  const later = useMemo(() => laterStore(store), [store])
  return useStore(later)
}

function laterStore<T>(store: Store<T>): Store<T> {
  let value = store.get()
  return {
    get: () => value,
    subscribe: (listener) => {
      let stop = () => {}
      const look = () => {
        if (store.get() === value) return
        value = store.get()
        listener()
      }
      const unsubscribe = store.subscribe(() => {
        stop()
        stop = afterPaint(look)
      })
      // It may have changed before anybody subscribed.
      look()
      return () => {
        stop()
        unsubscribe()
      }
    },
  }
}

/** A text made of a store's value, rendered again only when the text is another. */
export function useStoreText<T>({ get, subscribe }: Store<T>, textOf: (value: T) => string): string {
  const look = () => textOf(get())
  return useSyncExternalStore(subscribe, look, look)
}

/** Whether the inbox is being followed, before which nothing is fetched that events are to keep fresh. */
export function useFollowing(): boolean {
  return useStore(useMessaging().live.following)
}
