import { SquarePen } from 'lucide-react'
import { IconButton } from '../design/icon-button.tsx'
import { useTwoPanes } from '../design/media-query.ts'
import { Wordmark } from '../design/wordmark.tsx'
import { OutboxButton } from '../outbox/outbox-button.tsx'
import { PlacesBar } from '../shell/places-bar.tsx'
import { QuotaStatus } from '../shell/quota-status.tsx'
import { useWords } from '../wording/use-words.ts'
import { ConversationList } from './conversation-list.tsx'
import type { ListDialog } from './list-dialogs.tsx'

type ConversationsPaneProps = { openId: string | null; onOpenDialog: (dialog: ListDialog) => void }

/** The list of conversations, with what is left to spend below it. */
export function ConversationsPane({ openId, onOpenDialog }: ConversationsPaneProps) {
  const words = useWords()
  // Alone it is the page's main part.
  const Pane = useTwoPanes() ? 'div' : 'main'
  const startConversation = () => onOpenDialog('newConversation')

  return (
    <Pane className="flex min-h-0 w-full flex-col border-line bg-paper md:w-80 md:shrink-0 md:border-e xl:w-96">
      <header className="flex items-center justify-between gap-2 pt-3 pb-2 ps-4 pe-3">
        <h1>
          <Wordmark />
        </h1>
        <OutboxButton onOpen={() => onOpenDialog('outbox')} />
        <IconButton
          label={words.conversations.new}
          icon={<SquarePen size={20} aria-hidden="true" />}
          onClick={startConversation}
        />
      </header>
      <nav
        data-part="conversations"
        aria-label={words.conversations.label}
        className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-2"
      >
        <ConversationList openId={openId} onStart={startConversation} />
      </nav>
      <footer
        data-part="places"
        className="flex items-center justify-between gap-2 border-line border-t px-4 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]"
      >
        <QuotaStatus />
        <PlacesBar />
      </footer>
    </Pane>
  )
}
