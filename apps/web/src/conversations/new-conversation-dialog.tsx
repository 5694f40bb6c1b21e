import { POLICY, type User } from '@pennypost/domain'
import { useQuota } from '@pennypost/react'
import { type SyntheticEvent, useId, useRef, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Field } from '../design/field.tsx'
import { useCoarsePointer } from '../design/media-query.ts'
import { WithNames } from '../design/with-names.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'
import { PeoplePicker } from './people-picker.tsx'
import { useStartConversation } from './use-start-conversation.ts'

/** Starts a conversation: with one person, or, of several under a title, a group. */
export function NewConversationDialog({ onClose }: { onClose: () => void }) {
  const { newConversation: words, details, composer } = useWords()
  const formats = useFormats()
  const searchBox = useRef<HTMLInputElement>(null)
  const id = useId()
  const [people, setPeople] = useState<User[]>([])
  const [title, setTitle] = useState('')
  const isCoarse = useCoarsePointer()
  const isStarted = useRef(false)
  const { quota } = useQuota()
  const { start, forget, fault, pricePoints, isStarting } = useStartConversation(() => {
    isStarted.current = true
    onClose()
  })
  const [only] = people
  const isGroup = people.length > 1
  const characters = [...title.trim()].length
  const missing =
    people.length === 0
      ? words.nobodyPicked
      : isGroup && characters === 0
        ? words.titleMissing
        : isGroup && characters > POLICY.titleMaxCharacters
          ? details.titleFault
          : pricePoints !== null && quota !== undefined && quota.balance < pricePoints
            ? composer.short(pricePoints, quota.balance, formats)
            : null
  const cost =
    pricePoints === null || quota === undefined ? null : composer.cost(pricePoints, quota.balance, formats)
  const label =
    pricePoints !== null
      ? words.startFor(pricePoints, formats)
      : isGroup
        ? words.startGroup
        : only === undefined
          ? words.start
          : words.startWith(only.name)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (missing === null && !isStarting) void start(people, title.trim())
  }

  /** What was started is ready to be written to: a conversation that opens sees to it, one that is open already does not. */
  const finalFocus = () =>
    !isStarted.current ||
    isCoarse ||
    (document.querySelector<HTMLElement>('[data-part="composer"] textarea') ?? false)

  return (
    <Dialog title={words.heading} onClose={onClose} initialFocus={searchBox} finalFocus={finalFocus}>
      <form onSubmit={submit} className="flex flex-col gap-5 p-5">
        <PeoplePicker
          searchBox={searchBox}
          picked={people}
          onChange={(picked) => {
            setPeople(picked)
            forget()
          }}
        />
        {isGroup && (
          <Field
            label={words.title}
            value={title}
            autoComplete="off"
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        <p role="alert" className="text-red-ink text-sm empty:hidden">
          {fault}
        </p>
        <div className="flex flex-col gap-1.5">
          <Button
            type="submit"
            look="primary"
            refused={missing !== null}
            aria-describedby={missing === null && cost === null ? undefined : id}
          >
            <WithNames sentence={label} names={people.map(({ name }) => name)} />
          </Button>
          <p id={id} className="text-center text-ink-faint text-sm empty:hidden">
            {missing ?? cost}
          </p>
        </div>
      </form>
    </Dialog>
  )
}
