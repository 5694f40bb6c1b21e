import { Menu } from '@base-ui/react/menu'
import type { ThreadMessage } from '@pennypost/react'
import { Copy, Link2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useCopy } from '../design/use-copy.ts'
import { plainText } from '../message-text/parse-text.ts'
import { conversationPath } from '../routing/parse-route.ts'
import { useWords } from '../wording/use-words.ts'

type MessageMenuProps = { message: ThreadMessage; anchor: HTMLElement; onClose: () => void }

/** What can be done with a message. */
export function MessageMenu({ message, anchor, onClose }: MessageMenuProps) {
  const { message: words } = useWords()
  const copy = useCopy()
  const link = () =>
    new URL(`${conversationPath(message.conversationId)}?m=${message.seq}`, location.origin).href

  return (
    <Menu.Root open onOpenChange={(open) => !open && onClose()}>
      <Menu.Portal container={anchor.closest('main')}>
        <Menu.Positioner
          anchor={bubbleOf(anchor)}
          side="bottom"
          align="start"
          sideOffset={4}
          className="z-10"
        >
          <Menu.Popup
            aria-label={words.actions}
            finalFocus={() => anchor}
            className="min-w-48 animate-[settle-in_160ms_var(--ease-settle)] rounded-xl border border-line bg-sheet p-1.5 text-ink shadow-lift"
          >
            {message.content !== null && (
              <Item
                icon={<Copy size={17} aria-hidden="true" />}
                label={words.copyText}
                onClick={() => void copy(plainText(message.content ?? ''))}
              />
            )}
            {message.pending === null && (
              <Item
                icon={<Link2 size={17} aria-hidden="true" />}
                label={words.copyLink}
                onClick={() => void copy(link())}
              />
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** Where the bubble is, looked up again whenever the row's size changes: the bubble's own may stay while it moves. */
function bubbleOf(row: HTMLElement) {
  const bubble = row.querySelector('[data-bubble]') ?? row
  return { contextElement: row, getBoundingClientRect: () => bubble.getBoundingClientRect() }
}

function Item({ icon, label, onClick }: { icon: ReactNode; label: string; onClick: () => void }) {
  return (
    <Menu.Item
      onClick={onClick}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-lg px-3 text-sm outline-none data-highlighted:bg-well pointer-coarse:min-h-11"
    >
      {icon}
      {label}
    </Menu.Item>
  )
}
