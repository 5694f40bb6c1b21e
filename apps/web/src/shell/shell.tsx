import { Suspense, useMemo, useState } from 'react'
import { ConversationsPane } from '../conversations/conversations-pane.tsx'
import { type ListDialog, ListDialogs } from '../conversations/list-dialogs.tsx'
import { useTwoPanes } from '../design/media-query.ts'
import { DetailsPane } from '../details/details-pane.tsx'
import { DetailsPaneContext, useDetailsPaneState } from '../details/use-details-pane.ts'
import { lazyPart } from '../lazy-part.ts'
import { loadSettings, loadWallet } from '../load-pages.ts'
import type { Route } from '../routing/parse-route.ts'
import { ShortcutSheetHost } from '../shortcuts/shortcut-sheet-host.tsx'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { Thread } from '../thread/thread.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { NothingPicked, UnknownPage } from './empty-panes.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { ShellEffects } from './shell-effects.tsx'

const WalletPage = lazyPart(async () => (await loadWallet()).WalletPage)
const SettingsPage = lazyPart(async () => (await loadSettings()).SettingsPage)

function Pane({ route }: { route: Route }) {
  switch (route.page) {
    case 'wallet':
      return <WalletPage />
    case 'settings':
      return <SettingsPage />
    case 'messages':
      return route.conversationId === null ? (
        <NothingPicked />
      ) : (
        <Thread key={route.conversationId} conversationId={route.conversationId} />
      )
    default:
      return <UnknownPage />
  }
}

/** Two panes where there is room: the conversations, and what was picked; the details as a third. Else one at a time. */
export function Shell({ route }: { route: Route }) {
  const hasTwoPanes = useTwoPanes()
  const details = useDetailsPaneState()
  const [dialog, setDialog] = useState<ListDialog | null>(null)
  const openId = route.page === 'messages' ? route.conversationId : null
  const showsList = hasTwoPanes || (route.page === 'messages' && openId === null)
  useShortcuts(
    useMemo(
      () => ({
        newConversation: () => {
          setDialog('newConversation')
          return true
        },
      }),
      [],
    ),
  )

  return (
    <div className="flex h-dvh ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)]">
      <ShellEffects route={route} openId={openId} />
      <ConnectionStatus />
      <ShortcutSheetHost />
      <ListDialogs open={dialog} onClose={() => setDialog(null)} />
      {showsList && <ConversationsPane openId={openId} onOpenDialog={setDialog} />}
      {(hasTwoPanes || !showsList) && (
        <DetailsPaneContext value={details}>
          <main className="relative min-w-0 flex-1 bg-sheet">
            <ErrorBoundary key={route.page + (openId ?? '')}>
              <Suspense>
                <Pane route={route} />
              </Suspense>
            </ErrorBoundary>
          </main>
        </DetailsPaneContext>
      )}
      {details.isOpen && openId !== null && (
        <DetailsPane key={openId} conversationId={openId} onClose={() => details.setIsOpen(false)} />
      )}
    </div>
  )
}
