import type { Conversation } from '@pennypost/domain'
import { useConversation } from '@pennypost/react'
import { useLocation } from 'wouter'
import { Skeleton } from '../design/skeleton.tsx'
import { useToast } from '../design/toast.tsx'
import { useMyId } from '../session/my-id.ts'
import { useWords } from '../wording/use-words.ts'
import { AddPeople } from './add-people.tsx'
import { BlockPerson } from './block-person.tsx'
import { LeaveGroup } from './leave-group.tsx'
import { PeopleList } from './people-list.tsx'
import { TitleForm } from './title-form.tsx'
import { UsualExpiry } from './usual-expiry.tsx'

/** Who is in a conversation, what is usual there, and the ways out. */
export function Details({ conversationId, onLeft }: { conversationId: string; onLeft?: () => void }) {
  const words = useWords()
  const { conversation } = useConversation(conversationId)
  if (conversation === undefined) return <Skeleton label={words.loading} lines={3} />
  return <DetailsOf conversation={conversation} onLeft={onLeft} />
}

type DetailsOfProps = { conversation: Conversation; onLeft: (() => void) | undefined }

function DetailsOf({ conversation, onLeft }: DetailsOfProps) {
  const words = useWords()
  const show = useToast()
  const myId = useMyId()
  const [, navigate] = useLocation()
  const verbs = useConversation(conversation.id)
  const other = conversation.participants.find(({ userId }) => userId !== myId)
  const isGroup = conversation.kind === 'group'
  const isOwner = conversation.participants.some(({ userId, role }) => userId === myId && role === 'owner')

  /** Runs a change; one that was refused or lost is told. True when it happened. */
  const change = async (call: Promise<{ ok: boolean }>): Promise<boolean> => {
    const { ok } = await call.catch(() => ({ ok: false }))
    if (!ok) show(words.details.failed)
    return ok
  }

  return (
    <div className="flex flex-col divide-y divide-line">
      {isGroup && isOwner && (
        <TitleForm title={conversation.title ?? ''} onRename={(title) => change(verbs.rename(title))} />
      )}
      <UsualExpiry
        hours={conversation.defaultExpirationHours}
        mayChange={!isGroup || isOwner}
        onChange={(hours) => change(verbs.setDefaultExpiry(hours))}
      />
      <PeopleList
        conversation={conversation}
        onRemove={isGroup && isOwner ? (userId) => change(verbs.removeParticipant(userId)) : null}
      />
      {isGroup && isOwner && (
        <AddPeople conversation={conversation} onAdd={(userIds) => change(verbs.addParticipants(userIds))} />
      )}
      {isGroup ? (
        <LeaveGroup
          onLeave={async () => {
            if (!(await change(verbs.leave()))) return
            onLeft?.()
            navigate('/messages', { replace: true })
          }}
        />
      ) : (
        other !== undefined && <BlockPerson userId={other.userId} name={other.name} />
      )}
    </div>
  )
}
