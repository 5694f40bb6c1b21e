import { type RefObject, useEffect, useMemo } from 'react'
import { isSomethingOpen, useShortcuts } from '../shortcuts/use-shortcuts.ts'

const TAKES_KEYS = 'input, textarea, select, button, a, [role="dialog"], [role="menu"]'

/** A letter that nothing else wants goes into the text box; so does the focus on its shortcut. */
export function useTypeToWrite(textBox: RefObject<HTMLTextAreaElement | null>) {
  useEffect(() => {
    const onKeyDown = ({ key, ctrlKey, metaKey, altKey, target, isComposing }: KeyboardEvent) => {
      const isLetter = [...key].length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey && !isComposing
      if (!isLetter || !(target instanceof HTMLElement) || target.closest(TAKES_KEYS) !== null) return
      if (!isSomethingOpen()) textBox.current?.focus()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [textBox])

  useShortcuts(
    useMemo(
      () => ({
        write: () => {
          textBox.current?.focus()
          return textBox.current !== null
        },
      }),
      [textBox],
    ),
  )
}
