import type { Conversation, Participant } from '@pennypost/domain'
import { Info } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Avatar } from '../design/avatar.tsx'
import { IconButton } from '../design/icon-button.tsx'
import { useDetailsPane } from '../details/use-details-pane.ts'
import { lazyPart } from '../lazy-part.ts'
import { loadDetailsDialog } from '../load-pages.ts'
import { BackButton } from '../shell/back-button.tsx'
import { PartComing } from '../shell/part-coming.tsx'
import { useLifetime } from '../wording/use-lifetime.ts'
import { useFormats, useWords } from '../wording/use-words.ts'

const DetailsDialog = lazyPart(async () => (await loadDetailsDialog()).DetailsDialog)

type ThreadHeaderProps = {
  conversationId: string
  conversation: Conversation | undefined
  name: string
  other: Participant | undefined
}

/** Who this is with, and the way to the conversation's details. */
export function ThreadHeader({ conversationId, conversation, name, other }: ThreadHeaderProps) {
  const words = useWords()
  const formats = useFormats()
  const lifetime = useLifetime()
  const [isOpen, setIsOpen] = useState(false)
  const pane = useDetailsPane()
  const hours = conversation?.defaultExpirationHours ?? null
  const facts = [
    conversation?.kind === 'group' && words.thread.people(conversation.participantCount, formats),
    hours !== null && words.expiry.after(lifetime(hours)),
  ].filter((fact) => fact !== false)

  return (
    <header className="flex min-h-16 items-center gap-3 border-line border-b px-2 py-2 md:px-5">
      <BackButton />
      {conversation !== undefined && (
        <span className="max-[18rem]:hidden">
          <Avatar
            id={other?.userId ?? conversationId}
            name={name}
            kind={conversation.kind === 'group' ? 'group' : 'person'}
          />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <h1 className="flex font-semibold text-lg leading-tight">
          <bdi className="truncate">{name}</bdi>
        </h1>
        {facts.length > 0 && <p className="text-ink-faint text-sm leading-snug">{facts.join(' · ')}</p>}
      </div>
      <IconButton
        label={words.thread.details}
        icon={<Info size={21} aria-hidden="true" />}
        aria-haspopup={pane.hasRoom ? undefined : 'dialog'}
        aria-expanded={pane.hasRoom ? pane.isOpen : undefined}
        onClick={() => (pane.hasRoom ? pane.setIsOpen(!pane.isOpen) : setIsOpen(true))}
      />
      {isOpen && !pane.hasRoom && (
        <Suspense fallback={<PartComing onCancel={() => setIsOpen(false)} />}>
          <DetailsDialog conversationId={conversationId} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </header>
  )
}
