import type { Route } from '../routing/parse-route.ts'
import { useConversationShortcuts } from '../shortcuts/use-conversation-shortcuts.ts'
import { usePartShortcuts } from '../shortcuts/use-part-shortcuts.ts'
import { useDeviceTimeZone } from './use-device-time-zone.ts'
import { useEndedSession } from './use-ended-session.ts'
import { useReadyParts } from './use-ready-parts.ts'
import { useUnreadTitle } from './use-unread-title.ts'

/** What goes on beside the panes. It draws nothing, so that what it listens to draws nothing again. */
export function ShellEffects({ route, openId }: { route: Route; openId: string | null }) {
  useConversationShortcuts(openId)
  usePartShortcuts()
  useDeviceTimeZone()
  useEndedSession()
  useReadyParts()
  useUnreadTitle(route)
  return null
}
