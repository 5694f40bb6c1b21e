/**
 * Every shortcut of the client: what it does is in the wording under the same name. Those `in` the messages hold while
 * the keyboard is there, the others on the whole page.
 */
export const SHORTCUTS = [
  { name: 'previousConversation', in: 'page', key: 'ArrowUp', alt: true, shift: false, ctrl: false },
  { name: 'nextConversation', in: 'page', key: 'ArrowDown', alt: true, shift: false, ctrl: false },
  { name: 'previousUnread', in: 'page', key: 'ArrowUp', alt: true, shift: true, ctrl: false },
  { name: 'nextUnread', in: 'page', key: 'ArrowDown', alt: true, shift: true, ctrl: false },
  { name: 'newConversation', in: 'page', key: 'n', alt: true, shift: false, ctrl: false },
  { name: 'write', in: 'page', key: 'Escape', alt: false, shift: false, ctrl: false },
  { name: 'sheet', in: 'page', key: '/', alt: false, shift: false, ctrl: true },
  { name: 'nextPart', in: 'page', key: 'F6', alt: false, shift: false, ctrl: false },
  { name: 'previousPart', in: 'page', key: 'F6', alt: false, shift: true, ctrl: false },
  { name: 'previousMessage', in: 'messages', key: 'ArrowUp', alt: false, shift: false, ctrl: false },
  { name: 'nextMessage', in: 'messages', key: 'ArrowDown', alt: false, shift: false, ctrl: false },
  { name: 'firstMessage', in: 'messages', key: 'Home', alt: false, shift: false, ctrl: false },
  { name: 'lastMessage', in: 'messages', key: 'End', alt: false, shift: false, ctrl: false },
  { name: 'messageActions', in: 'messages', key: 'Enter', alt: false, shift: false, ctrl: false },
] as const

export type Shortcut = (typeof SHORTCUTS)[number]
export type ShortcutName = Shortcut['name']
export type ShortcutPlace = Shortcut['in']

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Which shortcut was pressed. Command stands for Control; Alt may change what a letter's key is called. */
export function shortcutOf(event: Pressed, place: ShortcutPlace = 'page'): ShortcutName | null {
  const key = event.code === 'KeyN' ? 'n' : event.key
  const ctrl = event.ctrlKey || event.metaKey
  const found = SHORTCUTS.find(
    (shortcut) =>
      shortcut.in === place &&
      shortcut.key === key &&
      shortcut.alt === event.altKey &&
      shortcut.ctrl === ctrl &&
      (shortcut.ctrl || shortcut.shift === event.shiftKey),
  )
  return found?.name ?? null
}

const CAPS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc', Enter: '↵' }

/** The keys of a shortcut as they are written on them. */
export function keyCaps({ key, alt, shift, ctrl }: Shortcut): string[] {
  const modifiers = [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift'].filter((cap) => cap !== false)
  return [...modifiers, CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key)]
}
