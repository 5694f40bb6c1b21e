import { createContext, useContext } from 'react'
import { en } from './en.ts'
import { createFormats, type Formats } from './formats.ts'

/** Everything the client says, in one language. */
export type Words = typeof en

/** Another language is another pair of values for these two contexts; no component changes. */
export const WordsContext = createContext<Words>(en)
export const FormatsContext = createContext<Formats>(createFormats('en-GB'))

export const useWords = (): Words => useContext(WordsContext)
export const useFormats = (): Formats => useContext(FormatsContext)
