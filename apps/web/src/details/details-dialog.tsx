import { Dialog } from '../design/dialog.tsx'
import { useWords } from '../wording/use-words.ts'
import { Details } from './details.tsx'

/** The details in front of the conversation, where there is no room beside it. */
export function DetailsDialog({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const words = useWords()
  return (
    <Dialog title={words.details.heading} placement="side" onClose={onClose}>
      <Details conversationId={conversationId} onLeft={onClose} />
    </Dialog>
  )
}
