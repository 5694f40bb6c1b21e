import type { Conversation, User } from '@pennypost/domain'
import { useMemo, useRef, useState } from 'react'
import { PeoplePicker } from '../conversations/people-picker.tsx'
import { Button } from '../design/button.tsx'
import { useWords } from '../wording/use-words.ts'

type AddPeopleProps = { conversation: Conversation; onAdd: (userIds: string[]) => Promise<boolean> }

/** Brings more people into a group. */
export function AddPeople({ conversation, onAdd }: AddPeopleProps) {
  const words = useWords()
  const [picked, setPicked] = useState<User[]>([])
  const searchBox = useRef<HTMLInputElement>(null)
  const { participants } = conversation
  const present = useMemo(() => new Set(participants.map(({ userId }) => userId)), [participants])

  const add = async () => {
    if (await onAdd(picked.map(({ id }) => id))) setPicked([])
  }

  return (
    <section className="flex flex-col gap-3 p-5">
      <h3 className="font-semibold text-base">{words.details.add}</h3>
      <PeoplePicker searchBox={searchBox} picked={picked} onChange={setPicked} without={present} />
      {picked.length > 0 && (
        <Button look="primary" onClick={() => void add()}>
          {words.details.addPicked}
        </Button>
      )}
    </section>
  )
}
