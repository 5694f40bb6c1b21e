import type { Store } from '@pennypost/client'
import { useSyncExternalStore } from 'react'
import { useMessaging } from './messaging-context.ts'

/** The value of a store, rendered again when it changes. */
export function useStore<T>({ get, subscribe }: Store<T>): T {
  return useSyncExternalStore(subscribe, get, get)
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
