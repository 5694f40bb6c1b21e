import { type RefObject, useLayoutEffect } from 'react'

/** Lets a text box be as high as its text, up to its `max-height`, where the browser's `field-sizing` does not. */
export function useGrowingText(textBox: RefObject<HTMLTextAreaElement | null>, text: string) {
  useLayoutEffect(() => {
    const element = textBox.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.blockSize = 'auto'
    element.style.blockSize = text === '' ? '' : `${element.scrollHeight}px`
  }, [textBox, text])
}
