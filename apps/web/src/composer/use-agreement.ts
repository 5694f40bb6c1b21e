import type { PricePreview } from '@pennypost/client'
import { trpc } from '@pennypost/react'
import { useEffect, useState } from 'react'
import { readKept, writeKept } from '../session/kept-locally.ts'
import { useMyId } from '../session/my-id.ts'

export type Agreement = {
  isAsking: boolean
  /** True when the message may go; otherwise it asks, and the next call is the yes. */
  obtain: () => boolean
  decline: () => void
}

/** The first message of a day that costs points is agreed to once, in place; a higher price asks again. */
export function useAgreement(price: PricePreview | null): Agreement {
  const key = `agreed.${useMyId()}`
  const { quota } = trpc.useUtils()
  const [askedPoints, setAskedPoints] = useState<number | null>(null)
  const points = price?.next.kind === 'points' ? price.next.points : null
  const isAsking = points !== null && askedPoints === points

  // A price that changed under the question makes it another question.
  useEffect(() => {
    if (askedPoints !== null && askedPoints !== points) setAskedPoints(null)
  }, [askedPoints, points])

  return {
    isAsking,
    obtain: () => {
      if (points === null) return true
      const agreed = `${quota.status.getData()?.day} ${points}`
      if (!isAsking && readKept(key) !== agreed) {
        setAskedPoints(points)
        return false
      }
      writeKept(key, agreed)
      setAskedPoints(null)
      return true
    },
    decline: () => setAskedPoints(null),
  }
}
