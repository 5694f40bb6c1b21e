import { Suspense, useMemo, useState } from 'react'
import { lazyPart } from '../lazy-part.ts'
import { loadShortcutSheet } from '../load-pages.ts'
import { useShortcuts } from './use-shortcuts.ts'

const ShortcutSheet = lazyPart(async () => (await loadShortcutSheet()).ShortcutSheet)

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
