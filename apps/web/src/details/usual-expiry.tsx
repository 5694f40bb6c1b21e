import { EXPIRY_CHOICES } from '../composer/expiry-choices.ts'
import { SelectField } from '../design/select-field.tsx'
import { useLifetime } from '../wording/use-lifetime.ts'
import { useWords } from '../wording/use-words.ts'

type UsualExpiryProps = {
  hours: number | null
  mayChange: boolean
  onChange: (hours: number | null) => Promise<boolean>
}

/** How long messages last here unless their sender says otherwise. */
export function UsualExpiry({ hours, mayChange, onChange }: UsualExpiryProps) {
  const words = useWords()
  const lifetime = useLifetime()
  const name = (choice: number | null) => (choice === null ? words.expiry.never : lifetime(choice))
  const choices = EXPIRY_CHOICES.includes(hours) ? EXPIRY_CHOICES : [...EXPIRY_CHOICES, hours]

  if (!mayChange)
    return (
      <div className="p-5">
        <p className="font-medium text-sm">{words.details.expiry}</p>
        <p className="text-ink-soft text-sm">{name(hours)}</p>
        <p className="mt-1 text-ink-faint text-sm">{words.expiry.notOwner}</p>
      </div>
    )
  return (
    <div className="p-5">
      <SelectField
        label={words.details.expiry}
        value={String(hours)}
        options={choices.map((choice) => ({ value: String(choice), label: name(choice) }))}
        onChange={(value) => void onChange(value === 'null' ? null : Number(value))}
      />
    </div>
  )
}
