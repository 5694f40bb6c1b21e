import { useEffect, useState } from 'react'

const LASTING_MS = 1_500

/** True once something has been so for a moment: what passes at once is not worth a word. */
export function useLasting(isSo: boolean): boolean {
  const [isLasting, setIsLasting] = useState(false)
  if (!isSo && isLasting) setIsLasting(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setIsLasting(true), LASTING_MS)
    return () => clearTimeout(timer)
  }, [isSo])
  return isSo && isLasting
}
