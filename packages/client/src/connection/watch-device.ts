/** What a device says about its network and its page; runtimes without either stay silent. */
export function watchDevice(on: { offline(): void; awake(): void }): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined
  const stop = new AbortController()
  const { signal } = stop
  window.addEventListener('offline', () => on.offline(), { signal })
  window.addEventListener('online', () => on.awake(), { signal })
  window.addEventListener('pageshow', () => on.awake(), { signal })
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') on.awake()
    },
    { signal },
  )
  return () => stop.abort()
}
