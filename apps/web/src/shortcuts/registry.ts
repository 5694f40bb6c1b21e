/** Every shortcut of the client: what it does is in the wording under the same name. */
export const SHORTCUTS = [
  { name: 'previousConversation', key: 'ArrowUp', alt: true, shift: false, ctrl: false },
  { name: 'nextConversation', key: 'ArrowDown', alt: true, shift: false, ctrl: false },
  { name: 'previousUnread', key: 'ArrowUp', alt: true, shift: true, ctrl: false },
  { name: 'nextUnread', key: 'ArrowDown', alt: true, shift: true, ctrl: false },
  { name: 'newConversation', key: 'n', alt: true, shift: false, ctrl: false },
  { name: 'write', key: 'Escape', alt: false, shift: false, ctrl: false },
  { name: 'sheet', key: '/', alt: false, shift: false, ctrl: true },
] as const

export type Shortcut = (typeof SHORTCUTS)[number]
export type ShortcutName = Shortcut['name']

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>

/** Which shortcut was pressed. Command stands for Control; Alt may change what a letter's key is called. */
export function shortcutOf(event: Pressed): ShortcutName | null {
  const key = event.code === 'KeyN' ? 'n' : event.key
  const ctrl = event.ctrlKey || event.metaKey
  const found = SHORTCUTS.find(
    (shortcut) =>
      shortcut.key === key &&
      shortcut.alt === event.altKey &&
      shortcut.ctrl === ctrl &&
      (shortcut.ctrl || shortcut.shift === event.shiftKey),
  )
  return found?.name ?? null
}

const CAPS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', Escape: 'Esc' }

/** The keys of a shortcut as they are written on them. */
export function keyCaps({ key, alt, shift, ctrl }: Shortcut): string[] {
  const modifiers = [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift'].filter((cap) => cap !== false)
  return [...modifiers, CAPS[key] ?? key.toUpperCase()]
}
