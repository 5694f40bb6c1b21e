/** What a device says about its network and its page; runtimes without either stay silent. */
export function watchDevice(on: { offline(): void; awake(): void }): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined
  const becameVisible = () => {
    if (document.visibilityState === 'visible') on.awake()
  }
  window.addEventListener('offline', on.offline)
  window.addEventListener('online', on.awake)
  window.addEventListener('pageshow', on.awake)
  document.addEventListener('visibilitychange', becameVisible)
  return () => {
    window.removeEventListener('offline', on.offline)
    window.removeEventListener('online', on.awake)
    window.removeEventListener('pageshow', on.awake)
    document.removeEventListener('visibilitychange', becameVisible)
  }
}
