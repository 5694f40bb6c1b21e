import { Suspense, useCallback, useMemo, useState } from 'react'
import { ConversationsPane } from '../conversations/conversations-pane.tsx'
import { type ListDialog, ListDialogs } from '../conversations/list-dialogs.tsx'
import { useTwoPanes } from '../design/media-query.ts'
import { DetailsPaneContext, useDetailsPaneState } from '../details/use-details-pane.ts'
import { lazyPart } from '../lazy-part.ts'
import { loadDetailsPane, loadSettings, loadWallet } from '../load-pages.ts'
import type { Route } from '../routing/parse-route.ts'
import { ShortcutSheetHost } from '../shortcuts/shortcut-sheet-host.tsx'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { Thread } from '../thread/thread.tsx'
import { ConnectionStatus } from './connection-status.tsx'
import { NothingPicked, UnknownPage } from './empty-panes.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { PartComing } from './part-coming.tsx'
import { ShellEffects } from './shell-effects.tsx'

const DetailsPane = lazyPart(async () => (await loadDetailsPane()).DetailsPane)
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
  const openId = route.page === 'messages' ? route.conversationId : null
  const here = route.page + (openId ?? '')
  const [dialog, setDialog] = useState<{ kind: ListDialog; at: string } | null>(null)
  const openDialog = useCallback((kind: ListDialog) => setDialog({ kind, at: here }), [here])
  // Its code may come when one has gone on to another page.
  if (dialog !== null && dialog.at !== here) setDialog(null)
  const showsList = hasTwoPanes || (route.page === 'messages' && openId === null)
  useShortcuts(
    useMemo(
      () => ({
        newConversation: () => {
          openDialog('newConversation')
          return true
        },
      }),
      [openDialog],
    ),
  )

  return (
    <div className="flex h-dvh ps-[env(safe-area-inset-left)] pe-[env(safe-area-inset-right)]">
      <ShellEffects route={route} openId={openId} />
      <ConnectionStatus />
      <ShortcutSheetHost />
      <ListDialogs open={dialog?.kind ?? null} onClose={() => setDialog(null)} />
      {showsList && <ConversationsPane openId={openId} onOpenDialog={openDialog} />}
      {(hasTwoPanes || !showsList) && (
        <DetailsPaneContext value={details}>
          <main className="relative min-w-0 flex-1 bg-sheet">
            <ErrorBoundary key={here}>
              <Suspense fallback={<PartComing />}>
                <Pane route={route} />
              </Suspense>
            </ErrorBoundary>
          </main>
        </DetailsPaneContext>
      )}
      {details.isOpen && openId !== null && (
        <ErrorBoundary key={openId}>
          <Suspense fallback={<div className="w-80 shrink-0 border-line border-s bg-paper" />}>
            <DetailsPane conversationId={openId} onClose={() => details.setIsOpen(false)} />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  )
}
