import { useEffect } from 'react'
import { type ShortcutName, shortcutOf } from './registry.ts'

/** What each shortcut does here; one that is not named is left to others. It returns false where it does not apply. */
export type ShortcutActions = Partial<Record<ShortcutName, () => boolean>>

/** Whether a dialog or a menu has the keys to itself. */
export const isSomethingOpen = () => document.querySelector('[role="dialog"], [role="menu"]') !== null

/** Listens to the whole page for shortcuts, except while a dialog is open. */
export function useShortcuts(actions: ShortcutActions) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (isSomethingOpen()) return
      const name = shortcutOf(event)
      if (name !== null && actions[name]?.()) event.preventDefault()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [actions])
}
