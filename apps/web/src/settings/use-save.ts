import type { UpdateUserInput } from '@pennypost/domain'
import { useMe } from '@pennypost/react'
import { useToast } from '../design/toast.tsx'
import { useWords } from '../wording/use-words.ts'

/** Saves a change of the profile and says how it went. */
export function useSave(): (changes: UpdateUserInput) => Promise<void> {
  const { settings: words } = useWords()
  const { update } = useMe()
  const show = useToast()
  return async (changes) => {
    const { ok } = await update(changes).catch(() => ({ ok: false }))
    show(ok ? words.saved : words.failed)
  }
}
