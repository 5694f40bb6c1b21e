import { type RefObject, useEffect } from 'react'
import { useCoarsePointer } from '../design/media-query.ts'

/** With a keyboard at hand, an opened conversation is ready to be written to, after what was written before. */
export function useComposerFocus(textBox: RefObject<HTMLTextAreaElement | null>) {
  const isCoarse = useCoarsePointer()
  useEffect(() => {
    const element = textBox.current
    if (isCoarse || element === null) return
    element.focus({ preventScroll: true })
    element.setSelectionRange(element.value.length, element.value.length)
  }, [textBox, isCoarse])
}
