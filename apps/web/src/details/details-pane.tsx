import { useConversation } from '@pennypost/react'
import { X } from 'lucide-react'
import { IconButton } from '../design/icon-button.tsx'
import { ErrorBoundary } from '../shell/error-boundary.tsx'
import { useWords } from '../wording/use-words.ts'
import { Details } from './details.tsx'

/** The details beside the conversation. */
export function DetailsPane({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const words = useWords()
  const { conversation, isError } = useConversation(conversationId)
  if (isError && conversation === undefined) return null
  return (
    <aside
      data-part="details"
      aria-label={words.details.heading}
      className="flex w-80 shrink-0 flex-col border-line border-s bg-paper"
    >
      <header className="flex min-h-16 items-center justify-between gap-3 border-line border-b ps-5 pe-3">
        <h2 className="font-semibold text-lg">{words.details.heading}</h2>
        <IconButton label={words.close} icon={<X size={20} aria-hidden="true" />} onClick={onClose} />
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <ErrorBoundary>
          <Details conversationId={conversationId} />
        </ErrorBoundary>
      </div>
    </aside>
  )
}
