import type { ExpiryChoice } from '@pennypost/client'
import type { Conversation } from '@pennypost/domain'
import { Timer, TimerOff } from 'lucide-react'
import { memo, Suspense, useRef, useState } from 'react'
import { joinClasses } from '../design/join-classes.ts'
import { lazyPart } from '../lazy-part.ts'
import { loadExpiryPopover } from '../load-pages.ts'
import { useLifetime } from '../wording/use-lifetime.ts'
import { useWords } from '../wording/use-words.ts'

const ExpiryPopover = lazyPart(async () => (await loadExpiryPopover()).ExpiryPopover)

type ExpiryButtonProps = {
  conversation: Conversation | undefined
  expiry: ExpiryChoice
  onChange: (expiry: ExpiryChoice) => void
}

/** When the next message disappears, and the way to choose. */
export const ExpiryButton = memo(function ExpiryButton(props: ExpiryButtonProps) {
  const { conversation, expiry, onChange } = props
  const words = useWords()
  const lifetime = useLifetime()
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const usualHours = conversation?.defaultExpirationHours ?? null
  const hours = expiry === 'default' ? usualHours : expiry === 'never' ? null : expiry

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={hours === null ? words.expiry.off : words.expiry.after(lifetime(hours))}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className={joinClasses(
          'inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded-lg px-2 text-sm hover:bg-well pointer-coarse:min-h-11',
          hours === null ? 'text-ink-faint' : 'font-medium text-red-ink',
        )}
      >
        {hours === null ? <TimerOff size={17} aria-hidden="true" /> : <Timer size={17} aria-hidden="true" />}
        {hours === null ? words.expiry.short : lifetime(hours)}
      </button>
      {isOpen && conversation !== undefined && (
        <Suspense>
          <ExpiryPopover
            anchor={button}
            conversation={conversation}
            hours={hours}
            onChoose={(chosen) => onChange(chosen === usualHours ? 'default' : (chosen ?? 'never'))}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
})
