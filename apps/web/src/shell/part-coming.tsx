import { useConnection } from '@pennypost/react'
import { useEffect } from 'react'
import { Button } from '../design/button.tsx'
import { joinClasses } from '../design/join-classes.ts'
import { Notice } from '../design/notice.tsx'
import { useWords } from '../wording/use-words.ts'

/** Stands for a part that is being fetched, and says what it waits for. One in front of the page can be given up. */
export function PartComing({ onCancel }: { onCancel?: () => void }) {
  const words = useWords()
  const { state } = useConnection()
  const title = state === 'online' ? words.loading : words.waitsForConnection

  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === 'Escape' && onCancel?.()
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [onCancel])

  return (
    <div
      role="status"
      className={joinClasses(
        'absolute inset-0 z-10 flex animate-[fade-in_150ms_300ms_both] items-center justify-center',
        onCancel && 'bg-shade',
      )}
    >
      <div className="rounded-2xl bg-sheet">
        <Notice title={title} action={onCancel && <Button onClick={onCancel}>{words.cancel}</Button>} />
      </div>
    </div>
  )
}
