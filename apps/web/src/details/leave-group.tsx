import { useWords } from '../wording/use-words.ts'
import { SureButton } from './sure-button.tsx'

/** The way out of a group, asked twice. */
export function LeaveGroup({ onLeave }: { onLeave: () => Promise<void> }) {
  const { details: words } = useWords()
  return (
    <div className="p-5">
      <SureButton label={words.leave} question={words.leaveSure} refuse={words.stay} onSure={onLeave} />
    </div>
  )
}
