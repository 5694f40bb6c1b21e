import { useId } from 'react'
import { joinClasses } from './join-classes.ts'

type SelectFieldProps = {
  label: string
  value: string
  /** `lang`: of a label that is in another language than the page. */
  options: readonly { value: string; label: string; lang?: string }[]
  onChange: (value: string) => void
  hint?: string
  className?: string
}

/** A labelled choice of one among several. */
export function SelectField({ label, value, options, onChange, hint, className }: SelectFieldProps) {
  const id = useId()
  return (
    <div className={joinClasses('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <select
        id={id}
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
        className="min-h-11 w-full min-w-0 rounded-lg border border-line-strong bg-card px-3 text-base text-ink md:text-[0.9375rem]"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} lang={option.lang}>
            {option.label}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-ink-faint text-sm">
          {hint}
        </p>
      )}
    </div>
  )
}
