import type { ComponentProps } from 'react'
import { joinClasses } from './join-classes.ts'

const LOOKS = {
  primary: 'forced-colors:border bg-red text-on-red shadow-card hover:bg-red-deep active:translate-y-px',
  plain: 'border border-line-strong/60 bg-card text-ink hover:bg-well',
  quiet: 'text-ink-soft hover:bg-well hover:text-ink',
  danger: 'border border-red/50 bg-card text-red-ink hover:bg-red-tint',
} as const

const REFUSED = 'border border-transparent bg-well text-ink-faint'

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof LOOKS
  /** Why it cannot be pressed now. It stays focusable; give the reason's id as `aria-describedby`. */
  refused?: boolean
}

/** A text button. `refused` keeps it in the tab order, so that its reason can be reached. */
export function Button({ look = 'plain', refused = false, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={refused || undefined}
      onClick={(event) => (refused ? event.preventDefault() : onClick?.(event))}
      className={joinClasses(
        'inline-flex min-h-10 items-center justify-center gap-2 rounded-lg px-4 py-2 font-medium text-sm transition-colors pointer-coarse:min-h-11',
        refused ? REFUSED : LOOKS[look],
        className,
      )}
    />
  )
}
