import type { Conversation } from '@pennypost/domain'
import { useParticipants } from '@pennypost/react'
import { UserMinus } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { IconButton } from '../design/icon-button.tsx'
import { WithNames } from '../design/with-names.tsx'
import { useMyId } from '../session/my-id.ts'
import { useFormats, useWords } from '../wording/use-words.ts'
import { SureQuestion } from './sure-button.tsx'

type PeopleListProps = {
  conversation: Conversation
  /** Null where this person may remove nobody. */
  onRemove: ((userId: string) => Promise<boolean>) | null
}

/** Everybody in a conversation, twenty at first. */
export function PeopleList({ conversation, onRemove }: PeopleListProps) {
  const words = useWords()
  const formats = useFormats()
  const myId = useMyId()
  const [askedId, setAskedId] = useState<string | null>(null)
  const isLarge = conversation.participantCount > conversation.participants.length
  const paged = useParticipants(isLarge ? conversation.id : null)
  const people = isLarge && paged.participants.length > 0 ? paged.participants : conversation.participants

  return (
    <section className="p-5">
      <h3 className="mb-2 font-semibold text-base">
        {words.details.people}{' '}
        <span className="font-normal text-ink-faint">{formats.number(conversation.participantCount)}</span>
      </h3>
      <ul className="flex flex-col">
        {people.map(({ userId, name, role }) => (
          <li key={userId} className="flex min-h-12 flex-wrap items-center gap-3">
            <Avatar id={userId} name={name} size="sm" />
            <span className="flex min-w-0 flex-1 gap-1 text-sm">
              <bdi className="truncate">{name}</bdi>
              {userId === myId && <span className="shrink-0 text-ink-faint">({words.details.you})</span>}
            </span>
            {conversation.kind === 'group' && role === 'owner' && (
              <span className="text-ink-faint text-xs">{words.details.owner}</span>
            )}
            {onRemove !== null && userId !== myId && (
              <IconButton
                label={words.details.remove(name)}
                icon={<UserMinus size={18} aria-hidden="true" />}
                onClick={() => setAskedId(userId)}
              />
            )}
            {onRemove !== null && askedId === userId && (
              <SureQuestion
                label={<WithNames sentence={words.details.remove(name)} names={[name]} />}
                question={words.details.removeSure}
                refuse={words.cancel}
                onSure={() => onRemove(userId)}
                onAnswered={() => setAskedId(null)}
              />
            )}
          </li>
        ))}
      </ul>
      {isLarge && paged.hasMore && (
        <Button look="quiet" className="mt-2 w-full" onClick={() => void paged.fetchMore()}>
          {words.details.more}
        </Button>
      )}
    </section>
  )
}
