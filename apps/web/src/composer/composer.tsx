import type { Conversation } from '@pennypost/domain'
import { useComposer, useMessaging } from '@pennypost/react'
import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useContext, useId } from 'react'
import { joinClasses } from '../design/join-classes.ts'
import { useCoarsePointer } from '../design/media-query.ts'
import { useSay } from '../shell/announcer.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'
import { AgreementNotice } from './agreement-notice.tsx'
import { charactersLeft } from './characters-left.ts'
import { ExpiryButton } from './expiry-button.tsx'
import { PriceLine } from './price-line.tsx'
import { obstacleWords, sendName } from './price-words.ts'
import { TextBoxContext } from './text-box-context.ts'
import { useAgreement } from './use-agreement.ts'
import { useComposerFocus } from './use-composer-focus.ts'
import { useGrowingText } from './use-growing-text.ts'
import { useTypeToWrite } from './use-type-to-write.ts'

type ComposerProps = {
  conversationId: string
  conversation: Conversation | undefined
  /** Called within the key or click that sent something. */
  onSend: () => void
}

/** Where the next message is written, with what it costs beside the button that sends it. */
export function Composer({ conversationId, conversation, onSend }: ComposerProps) {
  const words = useWords()
  const formats = useFormats()
  const composer = useComposer(conversationId)
  const { draft, setDraft, canSend, reason, price } = composer
  const { typing } = useMessaging().live
  const agreement = useAgreement(price)
  const say = useSay()
  const isCoarse = useCoarsePointer()
  const textBox = useContext(TextBoxContext)
  useGrowingText(textBox, draft)
  useComposerFocus(textBox)
  useTypeToWrite(textBox)
  const id = useId()
  const left = charactersLeft(composer.characters, composer.maxCharacters)

  const send = () => {
    if (reason !== null) return say(obstacleWords(reason, words, formats))
    if (!agreement.obtain()) return
    void composer.submit()
    onSend()
    textBox.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a candidate; some browsers tell only by the code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape' && agreement.isAsking) return agreement.decline()
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isCoarse) return
    event.preventDefault()
    if (!event.repeat) send()
  }

  return (
    <form
      data-part="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className="mx-auto w-full max-w-3xl shrink-0 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-6"
    >
      <div className="rounded-2xl border border-line-strong/70 bg-card shadow-card has-[textarea:focus-visible]:border-blue has-[textarea:focus-visible]:ring-1 has-[textarea:focus-visible]:ring-blue">
        {agreement.isAsking && price?.next.kind === 'points' && (
          <AgreementNotice points={price.next.points} onDecline={agreement.decline} />
        )}
        <div className="flex items-end gap-1 p-1.5">
          <textarea
            ref={textBox}
            rows={1}
            dir="auto"
            aria-label={words.composer.label}
            aria-describedby={`${id}-price`}
            placeholder={words.composer.placeholder}
            value={draft}
            onChange={(event) => {
              setDraft(event.currentTarget.value)
            }}
            onBlur={() => typing.stop(conversationId)}
            onKeyDown={onKeyDown}
            className="scroll-quiet block field-sizing-content max-h-48 min-h-11 w-full flex-1 resize-none bg-transparent px-3 py-2.5 text-base text-ink outline-none placeholder:text-ink-faint md:text-[0.9375rem]"
          />
          <button
            type="submit"
            // What is asked here is not answered by the same gesture: a key that is held, or the rest of a double click.
            onKeyDown={(event) => {
              if (event.repeat) event.preventDefault()
            }}
            onClick={(event) => {
              if (agreement.isAsking && event.detail > 1) event.preventDefault()
            }}
            aria-label={sendName(price, words, formats)}
            aria-disabled={!canSend || undefined}
            aria-describedby={reason === null ? undefined : `${id}-reason`}
            className={joinClasses(
              'inline-flex size-11 shrink-0 items-center justify-center rounded-xl',
              canSend
                ? 'bg-red text-on-red hover:bg-red-deep forced-colors:border'
                : 'bg-well text-ink-faint',
            )}
          >
            <SendHorizontal size={20} aria-hidden="true" className="rtl:-scale-x-100" />
          </button>
        </div>
        <div className="flex min-h-9 items-center justify-between gap-3 border-line border-t py-0.5 ps-1.5 pe-3">
          <ExpiryButton conversation={conversation} expiry={composer.expiry} onChange={composer.setExpiry} />
          {left !== null && (
            <span className="text-ink-faint text-xs tabular-nums">
              {words.composer.charactersLeft(left, formats)}
            </span>
          )}
          <PriceLine id={`${id}-price`} price={price} />
        </div>
      </div>
      <p
        id={`${id}-reason`}
        className={
          reason?.kind === 'too-long' || reason?.kind === 'blocked'
            ? 'px-3 pt-1.5 text-red-ink text-sm'
            : 'sr-only'
        }
      >
        {reason !== null && obstacleWords(reason, words, formats)}
      </p>
    </form>
  )
}
