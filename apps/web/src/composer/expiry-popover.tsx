import type { Conversation } from '@pennypost/domain'
import { useConversation } from '@pennypost/react'
import type { RefObject } from 'react'
import { Button } from '../design/button.tsx'
import { Popover } from '../design/popover.tsx'
import { useToast } from '../design/toast.tsx'
import { useMyId } from '../session/my-id.ts'
import { useWords } from '../wording/use-words.ts'
import { ExpiryOptions } from './expiry-options.tsx'

type ExpiryPopoverProps = {
  anchor: RefObject<HTMLButtonElement | null>
  conversation: Conversation
  hours: number | null
  onChoose: (hours: number | null) => void
  onClose: () => void
}

/** The lifetimes to choose from, for this message or for every message here. */
export function ExpiryPopover({ anchor, conversation, hours, onChoose, onClose }: ExpiryPopoverProps) {
  const words = useWords()
  const myId = useMyId()
  const show = useToast()
  const { setDefaultExpiry } = useConversation(conversation.id)
  const maySetUsual =
    conversation.kind === 'direct' ||
    conversation.participants.some(({ userId, role }) => userId === myId && role === 'owner')

  const makeUsual = async () => {
    const outcome = await setDefaultExpiry(hours).catch(() => ({ ok: false }))
    if (outcome.ok) onClose()
    else show(words.expiry.failed)
  }

  return (
    <Popover anchor={anchor} align="start" title={words.expiry.heading} onClose={onClose}>
      <ExpiryOptions
        hours={hours}
        usualHours={conversation.defaultExpirationHours}
        onPick={onChoose}
        onDone={onClose}
      />
      {maySetUsual && hours !== conversation.defaultExpirationHours && (
        <div className="mt-2 border-line border-t pt-2">
          <Button className="w-full" onClick={() => void makeUsual()}>
            {words.expiry.asDefault}
          </Button>
        </div>
      )}
    </Popover>
  )
}
