import { type ReactNode, useState } from 'react'
import { Button } from '../design/button.tsx'

type SureButtonProps = { label: ReactNode; question: string; refuse: string; onSure: () => Promise<void> }

/** A button for what is hard to undo: it says what follows and wants a second press. */
export function SureButton({ label, question, refuse, onSure }: SureButtonProps) {
  const [isAsking, setIsAsking] = useState(false)
  if (!isAsking)
    return (
      <Button look="danger" onClick={() => setIsAsking(true)}>
        {label}
      </Button>
    )
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-xl border border-red/40 bg-red-tint p-4">
      <p className="text-sm">{question}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={() => void onSure().finally(() => setIsAsking(false))}>
          {label}
        </Button>
        <Button autoFocus look="quiet" onClick={() => setIsAsking(false)}>
          {refuse}
        </Button>
      </div>
    </div>
  )
}
