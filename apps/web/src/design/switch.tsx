import { useId } from 'react'
import { joinClasses } from './join-classes.ts'

type SwitchProps = { label: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }

/** On or off, at once. The whole line is the target. */
export function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const id = useId()
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-labelledby={`${id}-label`}
      aria-describedby={`${id}-hint`}
      onClick={() => onChange(!checked)}
      className="flex w-full items-center justify-between gap-4 rounded-lg py-2 text-start"
    >
      <span className="min-w-0">
        <span id={`${id}-label`} className="block font-medium text-ink text-sm">
          {label}
        </span>
        <span id={`${id}-hint`} className="block text-ink-faint text-sm">
          {hint}
        </span>
      </span>
      <span
        className={joinClasses(
          'flex h-7 w-12 shrink-0 items-center rounded-full border p-0.5 transition-colors',
          checked ? 'justify-end border-red bg-red' : 'justify-start border-line-strong bg-well',
        )}
      >
        <span
          className={joinClasses(
            'size-5 rounded-full shadow-card forced-colors:bg-[CanvasText]',
            checked ? 'bg-on-red' : 'bg-ink-faint',
          )}
        />
      </span>
    </button>
  )
}
