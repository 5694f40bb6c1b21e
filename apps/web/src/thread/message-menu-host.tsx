import type { ThreadMessage } from '@pennypost/react'
import { Suspense } from 'react'
import { lazyPart } from '../lazy-part.ts'
import { loadMessageMenu } from '../load-pages.ts'

const MessageMenu = lazyPart(async () => (await loadMessageMenu()).MessageMenu)

/** The message whose menu is open, and the row that it hangs from. */
export type OpenMenu = { message: ThreadMessage; row: HTMLElement }

/** The menu of one message at a time. */
export function MessageMenuHost({ open, onClose }: { open: OpenMenu | null; onClose: () => void }) {
  if (open === null) return null
  return (
    <Suspense>
      <MessageMenu message={open.message} anchor={open.row} onClose={onClose} />
    </Suspense>
  )
}
