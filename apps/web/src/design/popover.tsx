import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'

type PopoverProps = {
  /** What it belongs to, and what has the focus after it. */
  anchor: RefObject<HTMLElement | null>
  align: 'start' | 'end'
  title: string
  onClose: () => void
  children: ReactNode
}

/** A sheet above what it belongs to, never larger than the window leaves room for. */
export function Popover({ anchor, align, title, onClose, children }: PopoverProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side="top" align={align} sideOffset={8} className="z-10">
          <Base.Popup
            finalFocus={anchor}
            className="scroll-quiet max-h-(--available-height) w-72 max-w-(--available-width) animate-[settle-in_160ms_var(--ease-settle)] overflow-y-auto rounded-xl border border-line bg-sheet p-2 text-ink shadow-lift"
          >
            <Base.Title className="px-2 pt-1 pb-2 font-semibold text-base">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
