import type { Store } from '@pennypost/client'
import { useSyncExternalStore } from 'react'
import { useMessaging } from './messaging-context.ts'

/** The value of a store, rendered again when it changes. */
export function useStore<T>({ get, subscribe }: Store<T>): T {
  return useSyncExternalStore(subscribe, get, get)
}

/** Whether the inbox is being followed, before which nothing is fetched that events are to keep fresh. */
export function useFollowing(): boolean {
  return useStore(useMessaging().live.following)
}
