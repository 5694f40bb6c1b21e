import type { ThreadMessage } from '@pennypost/react'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { shortcutOf } from '../shortcuts/registry.ts'

type RovingRowsOptions = {
  scroller: RefObject<HTMLElement | null>
  messages: readonly ThreadMessage[]
  /** Whether a message's row is in the document. */
  isDrawn: (key: string) => boolean
  focusRow: (key: string) => HTMLElement | null
  onActions: (message: ThreadMessage, row: HTMLElement) => void
}

/**
 * One row of the thread takes the Tab key, the newest at first; the arrow keys, Home and End walk from it. A right
 * click, and a long press where the browser tells of one, say what can be done with a row, as Enter does.
 * @returns the key of that row
 */
export function useRovingRows(options: RovingRowsOptions): string | undefined {
  const { scroller, messages, isDrawn, focusRow, onActions } = options
  const [walkedKey, setWalkedKey] = useState<string | null>(null)
  /** In which text was marked when the pointer went down: the browser's own menu is for that. */
  const markedRow = useRef<HTMLElement | null>(null)
  const walked = messages.find(({ id }) => id === walkedKey && isDrawn(id))
  const tabStop = walked ?? messages.at(-1)

  /** The message that a key leads to; null where it leads to none. */
  function destination(event: KeyboardEvent): ThreadMessage | null {
    const at = messages.findIndex(({ id }) => id === tabStop?.id)
    switch (shortcutOf(event, 'messages')) {
      case 'previousMessage':
        return messages[Math.max(0, at - 1)] ?? null
      case 'nextMessage':
        return messages[at + 1] ?? null
      case 'firstMessage':
        return messages[0] ?? null
      case 'lastMessage':
        return messages.at(-1) ?? null
      case 'messageActions':
        return rowOf(event.target) === event.target ? (tabStop ?? null) : null
      default:
        return null
    }
  }

  const walk = useEffectEvent((event: KeyboardEvent) => {
    const target = destination(event)
    if (target === null) return
    event.preventDefault()
    const row = focusRow(target.id)
    if (row !== null && shortcutOf(event, 'messages') === 'messageActions') onActions(target, row)
  })

  const openMenu = useEffectEvent((event: MouseEvent) => {
    const row = rowOf(event.target)
    const message = messages.find(({ id }) => id === row?.dataset.messageId)
    if (row === null || message === undefined || markedRow.current === row || isLinkOrButton(event.target))
      return
    event.preventDefault()
    onActions(message, row)
  })

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const follow = ({ target }: FocusEvent) => setWalkedKey(rowOf(target)?.dataset.messageId ?? null)
    const onKeyDown = (event: KeyboardEvent) => walk(event)
    const onContextMenu = (event: MouseEvent) => openMenu(event)
    // Some browsers mark the word below the pointer before they tell of a right click: what was marked before counts.
    const noteMarked = ({ target }: PointerEvent) => {
      const row = rowOf(target)
      const selection = getSelection()
      const isMarked = row !== null && selection?.isCollapsed === false && selection.containsNode(row, true)
      markedRow.current = isMarked ? row : null
    }
    const listening = new AbortController()
    const { signal } = listening
    element.addEventListener('focusin', follow, { signal })
    element.addEventListener('keydown', onKeyDown, { signal })
    element.addEventListener('pointerdown', noteMarked, { capture: true, signal })
    element.addEventListener('contextmenu', onContextMenu, { signal })
    return () => listening.abort()
  }, [scroller])

  return tabStop?.id
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message-id]') : null
}

/** A right click on one of these is about it, and not about the message. */
function isLinkOrButton(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button') !== null
}
