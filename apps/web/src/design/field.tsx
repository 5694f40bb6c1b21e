import { type ComponentProps, useId } from 'react'
import { joinClasses } from './join-classes.ts'

type FieldProps = ComponentProps<'input'> & {
  label: string
  hint?: string | undefined
  fault?: string | undefined
}

/** A labelled line of input. `fault` says what is wrong with it and is read out with it. */
export function Field({ label, hint, fault, className, ...rest }: FieldProps) {
  const id = useId()
  const note = fault ?? hint
  return (
    <div className={joinClasses('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-ink text-sm">
        {label}
      </label>
      <input
        dir="auto"
        {...rest}
        id={id}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className={joinClasses(
          'min-h-11 w-full rounded-lg border bg-card px-3.5 py-2 text-base text-ink placeholder:text-ink-faint md:text-[0.9375rem]',
          fault === undefined ? 'border-line-strong' : 'border-red-ink',
        )}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={joinClasses('text-sm', fault ? 'text-red-ink' : 'text-ink-faint')}>
          {note}
        </p>
      )}
    </div>
  )
}
