import { createContext, useCallback, useContext, useState } from 'react'
import { useThreePanes } from '../design/media-query.ts'
import { readKept, writeKept } from '../session/kept-locally.ts'

const KEY = 'details'

type DetailsPaneState = {
  /** Whether there is room for it; else the details open in front of the conversation. */
  hasRoom: boolean
  isOpen: boolean
  setIsOpen: (isOpen: boolean) => void
}

export const DetailsPaneContext = createContext<DetailsPaneState>({
  hasRoom: false,
  isOpen: false,
  setIsOpen: () => {},
})

export const useDetailsPane = () => useContext(DetailsPaneContext)

/** Whether the details stand beside the conversation: where there is room, until somebody closes them on this device. */
export function useDetailsPaneState(): DetailsPaneState {
  const hasRoom = useThreePanes()
  const [isWanted, setIsWanted] = useState(() => readKept(KEY) !== 'closed')
  const setIsOpen = useCallback((isOpen: boolean) => {
    setIsWanted(isOpen)
    writeKept(KEY, isOpen ? null : 'closed')
  }, [])
  return { hasRoom, isOpen: hasRoom && isWanted, setIsOpen }
}
