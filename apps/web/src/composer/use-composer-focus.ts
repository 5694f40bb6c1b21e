import { type RefObject, useEffect } from 'react'
import { useCoarsePointer } from '../design/media-query.ts'

/** With a keyboard at hand, an opened conversation is ready to be written to. */
export function useComposerFocus(textBox: RefObject<HTMLTextAreaElement | null>) {
  const isCoarse = useCoarsePointer()
  useEffect(() => {
    if (!isCoarse) textBox.current?.focus({ preventScroll: true })
  }, [textBox, isCoarse])
}
