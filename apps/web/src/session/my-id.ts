import { createContext, useContext } from 'react'

export const MyIdContext = createContext('')

/** The id of the person who is signed in. */
export const useMyId = (): string => useContext(MyIdContext)
