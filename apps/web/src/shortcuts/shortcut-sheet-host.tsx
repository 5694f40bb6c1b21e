import { lazy, Suspense, useMemo, useState } from 'react'
import { loadShortcutSheet } from '../load-pages.ts'
import { useShortcuts } from './use-shortcuts.ts'

const ShortcutSheet = lazy(async () => ({ default: (await loadShortcutSheet()).ShortcutSheet }))

/** Opens the sheet of shortcuts by its own shortcut. */
export function ShortcutSheetHost() {
  const [isOpen, setIsOpen] = useState(false)
  useShortcuts(
    useMemo(
      () => ({
        sheet: () => {
          setIsOpen(true)
          return true
        },
      }),
      [],
    ),
  )
  return (
    isOpen && (
      <Suspense>
        <ShortcutSheet onClose={() => setIsOpen(false)} />
      </Suspense>
    )
  )
}
