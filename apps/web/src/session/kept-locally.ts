const PREFIX = 'pennypost.'

/** A small setting of this device; null where there is none or storage is switched off. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key)
  } catch {
    return null
  }
}

/** Keeps a small setting on this device; null forgets it. */
export function writeKept(key: string, value: string | null) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key)
    else localStorage.setItem(PREFIX + key, value)
  } catch {
    // Without storage the setting lasts as long as the page.
  }
}

/** Calls `listener` when another tab has changed a small setting. @returns what stops it */
export function onKeptElsewhere(key: string, listener: () => void): () => void {
  const hear = (event: StorageEvent) => {
    if (event.key === PREFIX + key) listener()
  }
  addEventListener('storage', hear)
  return () => removeEventListener('storage', hear)
}
