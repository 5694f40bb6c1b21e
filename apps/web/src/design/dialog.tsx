import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useWords } from '../wording/use-words.ts'
import { joinClasses } from './join-classes.ts'
import { useBackCloses } from './use-back-closes.ts'

type DialogProps = {
  title: string
  onClose: () => void
  children: ReactNode
  /** `side`: a sheet along the end of the window; it fills a narrow one. */
  placement?: 'centre' | 'side'
  /** What takes the focus first; the first that can, where absent. */
  initialFocus?: RefObject<HTMLElement | null>
  /** What has the focus after it; false: it is left alone; true, or absent: what had it before. */
  finalFocus?: () => HTMLElement | boolean
}

const PLACEMENTS = {
  centre:
    'inset-x-0 bottom-0 mx-auto max-h-[92dvh] w-full max-w-lg rounded-t-2xl sm:bottom-auto sm:top-[12dvh] sm:max-h-[76dvh] sm:rounded-2xl',
  side: 'inset-y-0 end-0 w-full sm:max-w-md sm:border-s',
} as const

/** Whoever scrolls by keyboard has to get in where nothing inside takes the focus. */
function letKeyboardIn(element: HTMLElement | null) {
  if (element !== null && element.querySelector('a, button, input, select, textarea') === null)
    element.tabIndex = 0
}

/** A modal dialog: keeps the focus, closes on Esc and beside it, and gives the focus back. */
export function Dialog(props: DialogProps) {
  const { title, onClose, children, placement = 'centre', initialFocus, finalFocus } = props
  const words = useWords()
  useBackCloses(onClose)
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 animate-[fade-in_150ms] bg-shade" />
        <Base.Popup
          initialFocus={initialFocus}
          finalFocus={finalFocus}
          className={joinClasses(
            'fixed flex animate-[settle-in_200ms_var(--ease-settle)] flex-col overflow-hidden border-line bg-sheet text-ink shadow-lift forced-colors:border',
            PLACEMENTS[placement],
          )}
        >
          <header className="flex items-center justify-between gap-3 border-line border-b py-2.5 ps-5 pe-2.5">
            <Base.Title className="font-semibold text-lg">{title}</Base.Title>
            <Base.Close
              aria-label={words.close}
              className="inline-flex size-10 items-center justify-center rounded-lg text-ink-soft hover:bg-well hover:text-ink"
            >
              <X size={20} aria-hidden="true" />
            </Base.Close>
          </header>
          <div ref={letKeyboardIn} className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
