import { type ReactNode, useState } from 'react'
import { Button } from '../design/button.tsx'

type SureButtonProps = { label: ReactNode; question: string; refuse: string; onSure: () => Promise<unknown> }

/** A button for what is hard to undo: it says what follows and wants a second press. */
export function SureButton(props: SureButtonProps) {
  const [isAsking, setIsAsking] = useState(false)
  if (!isAsking)
    return (
      <Button look="danger" onClick={() => setIsAsking(true)}>
        {props.label}
      </Button>
    )
  return <SureQuestion {...props} onAnswered={() => setIsAsking(false)} />
}

/** What follows, and the second press. */
export function SureQuestion(props: SureButtonProps & { onAnswered: () => void }) {
  const { label, question, refuse, onSure, onAnswered } = props
  return (
    <div role="alert" className="flex flex-col gap-3 rounded-xl border border-red/40 bg-red-tint p-4">
      <p className="text-sm">{question}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={() => void onSure().finally(onAnswered)}>
          {label}
        </Button>
        <Button autoFocus look="quiet" onClick={onAnswered}>
          {refuse}
        </Button>
      </div>
    </div>
  )
}
