import { useMemo } from 'react'
import { useShortcuts } from './use-shortcuts.ts'

/** Where the keyboard goes in a part: to what is open or written, else to the first that takes it. */
const FIRST_CHOICE = 'textarea, [data-message-id][tabindex="0"], a[aria-current="page"]'
const TAKES_FOCUS = 'a[href], button, input, select, textarea, [tabindex="0"]'

/** Walks through the parts of the window, which carry `data-part`. */
export function usePartShortcuts() {
  useShortcuts(useMemo(() => ({ nextPart: () => walk(1), previousPart: () => walk(-1) }), []))
}

function walk(step: 1 | -1): boolean {
  const parts = [...document.querySelectorAll<HTMLElement>('[data-part]')].filter(
    (part) => part.checkVisibility() && part.querySelector(TAKES_FOCUS) !== null,
  )
  const at = parts.findIndex((part) => part.contains(document.activeElement))
  const next = parts.at((at === -1 && step === -1 ? -1 : at + step) % parts.length)
  const target =
    next?.querySelector<HTMLElement>(FIRST_CHOICE) ?? next?.querySelector<HTMLElement>(TAKES_FOCUS)
  target?.focus()
  return target != null
}
