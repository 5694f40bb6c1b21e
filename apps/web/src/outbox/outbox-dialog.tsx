import { useOutbox } from '@pennypost/react'
import { Button } from '../design/button.tsx'
import { Dialog } from '../design/dialog.tsx'
import { Notice } from '../design/notice.tsx'
import { useFormats, useWords } from '../wording/use-words.ts'
import { OutboxEntry } from './outbox-entry.tsx'

/** Every message that has not gone out, in the order of writing, with what can be done about each and about all. */
export function OutboxDialog({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const formats = useFormats()
  const { items, retryAll } = useOutbox()
  const failed = items.filter(({ state }) => state.kind === 'failed').length

  return (
    <Dialog title={words.outbox.heading} onClose={onClose}>
      {items.length === 0 ? (
        <Notice title={words.outbox.empty} />
      ) : (
        <>
          {failed > 0 && (
            <div className="flex items-center justify-between gap-3 border-line border-b px-5 py-3">
              <p className="text-red-ink text-sm">{words.outbox.failed(failed, formats)}</p>
              <Button onClick={retryAll}>{words.outbox.retryAll}</Button>
            </div>
          )}
          <ul aria-label={words.outbox.heading} className="flex flex-col divide-y divide-line px-5">
            {items.map((item) => (
              <OutboxEntry key={item.id} item={item} onLeave={onClose} />
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
