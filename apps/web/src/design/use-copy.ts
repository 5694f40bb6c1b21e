import { useWords } from '../wording/use-words.ts'
import { useToast } from './toast.tsx'

/** Copies a text, and says whether that worked. */
export function useCopy(): (text: string) => Promise<void> {
  const { message: words } = useWords()
  const show = useToast()
  return async (text) => {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    )
    show(isCopied ? words.copied : words.copyFailed)
  }
}
