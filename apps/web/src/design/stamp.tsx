import type { ReactNode } from 'react'
import { joinClasses } from './join-classes.ts'

/** A small perforated stamp around a figure or a mark. */
export function Stamp({
  children,
  tone,
  className,
}: {
  children: ReactNode
  tone: 'red' | 'amber' | 'well'
  className?: string
}) {
  return (
    <span
      className={joinClasses(
        'perforated inline-flex items-center justify-center font-display font-semibold tabular-nums',
        tone === 'red' && 'bg-red text-on-red',
        tone === 'amber' && 'bg-amber-tint text-amber-ink',
        tone === 'well' && 'bg-well text-ink-soft',
        className,
      )}
    >
      {children}
    </span>
  )
}
