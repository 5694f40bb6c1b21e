import { Suspense } from 'react'
import { lazyPart } from '../lazy-part.ts'
import { loadNewConversation, loadOutbox } from '../load-pages.ts'
import { PartComing } from '../shell/part-coming.tsx'

const NewConversationDialog = lazyPart(async () => (await loadNewConversation()).NewConversationDialog)
const OutboxDialog = lazyPart(async () => (await loadOutbox()).OutboxDialog)

export type ListDialog = 'newConversation' | 'outbox'

/** What the pane of conversations opens. Beside it, so that it stays where a narrower window has no room for the pane. */
export function ListDialogs({ open, onClose }: { open: ListDialog | null; onClose: () => void }) {
  return (
    <Suspense fallback={<PartComing onCancel={onClose} />}>
      {open === 'newConversation' && <NewConversationDialog onClose={onClose} />}
      {open === 'outbox' && <OutboxDialog onClose={onClose} />}
    </Suspense>
  )
}
