import { ArrowLeft } from 'lucide-react'
import { useLocation } from 'wouter'
import { IconButton } from '../design/icon-button.tsx'
import { useTwoPanes } from '../design/media-query.ts'
import { useWords } from '../wording/use-words.ts'

/** In one pane, back to the conversations. */
export function BackButton() {
  const words = useWords()
  const hasTwoPanes = useTwoPanes()
  const [, navigate] = useLocation()
  if (hasTwoPanes) return null
  return (
    <IconButton
      label={words.back}
      icon={<ArrowLeft size={22} aria-hidden="true" className="rtl:-scale-x-100" />}
      onClick={() => navigate('/messages', { replace: true })}
    />
  )
}
