import type { User } from '@pennypost/domain'
import { useCreateConversation } from '@pennypost/react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { conversationPath } from '../routing/parse-route.ts'
import { useFormats, useWords } from '../wording/use-words.ts'

/** Starts a conversation and goes there. A price for opening it is shown, and paid only when asked again. */
export function useStartConversation(onStarted: () => void) {
  const { newConversation: words } = useWords()
  const formats = useFormats()
  const [, navigate] = useLocation()
  const { openDirect, createGroup } = useCreateConversation()
  const [fault, setFault] = useState<string | null>(null)
  const [pricePoints, setPricePoints] = useState<number | null>(null)
  const [isStarting, setIsStarting] = useState(false)

  const open = (people: readonly User[], title: string) => {
    const [first] = people
    return people.length === 1 && first !== undefined
      ? openDirect(first.id, { maxPoints: pricePoints ?? 0 })
      : createGroup({ title, participantIds: people.map(({ id }) => id) })
  }

  const start = async (people: readonly User[], title: string) => {
    setIsStarting(true)
    setFault(null)
    try {
      const outcome = await open(people, title)
      if (outcome.ok) {
        onStarted()
        navigate(conversationPath(outcome.value.conversation.id))
        return
      }
      const { refusal } = outcome
      setPricePoints(refusal.code === 'PRICE_ABOVE_MAX' ? refusal.price : null)
      setFault(
        refusal.code === 'PRICE_ABOVE_MAX'
          ? words.priceIs(refusal.price, formats)
          : refusal.code === 'NOT_ALLOWED' || refusal.code === 'NOT_ENOUGH_POINTS'
            ? words.faults[refusal.code]
            : words.faults.other,
      )
    } catch {
      setFault(words.faults.other)
    } finally {
      setIsStarting(false)
    }
  }

  /** Other people, another price. */
  const forget = () => {
    setPricePoints(null)
    setFault(null)
  }

  return { start, forget, fault, pricePoints, isStarting }
}
