import { createContext, type RefObject } from 'react'

/** The text box of the open conversation, for those who hand the focus back to it. */
export const TextBoxContext = createContext<RefObject<HTMLTextAreaElement | null>>({ current: null })
