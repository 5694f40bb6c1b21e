import { Dialog } from '../design/dialog.tsx'
import { useWords } from '../wording/use-words.ts'
import { keyCaps, SHORTCUTS } from './registry.ts'

/** Every shortcut with its keys, from the registry. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { shortcuts: words } = useWords()
  return (
    <Dialog title={words.heading} onClose={onClose}>
      <dl className="flex flex-col divide-y divide-line px-5 py-2">
        {SHORTCUTS.map((shortcut) => (
          <div
            key={shortcut.name}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 py-3 text-sm"
          >
            <dt>{words[shortcut.name]}</dt>
            <dd dir="ltr" className="flex flex-wrap gap-1">
              {keyCaps(shortcut).map((cap) => (
                <kbd
                  key={cap}
                  className="min-w-7 rounded-md border border-line-strong/60 bg-card px-1.5 py-0.5 text-center text-xs shadow-card"
                >
                  {cap}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
