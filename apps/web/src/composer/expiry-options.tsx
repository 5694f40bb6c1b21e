import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useLifetime } from '../wording/use-lifetime.ts'
import { useWords } from '../wording/use-words.ts'
import { customExpiryHours, EXPIRY_CHOICES, type ExpiryUnit, lifetimeParts } from './expiry-choices.ts'

const UNITS: readonly ExpiryUnit[] = ['hours', 'days', 'weeks']

/** What a lifetime of one's own starts from. */
const FIRST_CUSTOM_HOURS = 2

type ExpiryOptionsProps = {
  hours: number | null
  usualHours: number | null
  onPick: (hours: number | null) => void
  /** Called once that was a choice: the arrow keys only walk through them, and Enter ends it. */
  onDone: () => void
}

/** One lifetime of several, or one's own. */
export function ExpiryOptions({ hours, usualHours, onPick, onDone }: ExpiryOptionsProps) {
  const words = useWords()
  const lifetime = useLifetime()
  const name = useId()
  const [isCustom, setIsCustom] = useState(!EXPIRY_CHOICES.includes(hours))
  const isWalking = useRef(false)
  const keys = {
    onKeyDown: (event: KeyboardEvent) => {
      isWalking.current = event.key.startsWith('Arrow')
      onEnter(event, onDone)
    },
    onKeyUp: () => {
      isWalking.current = false
    },
  }

  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{words.expiry.heading}</legend>
      {EXPIRY_CHOICES.map((choice) => (
        <Choice
          key={choice}
          name={name}
          isPicked={!isCustom && choice === hours}
          keys={keys}
          onClick={() => isWalking.current || onDone()}
          onPick={() => {
            setIsCustom(false)
            onPick(choice)
          }}
        >
          {choice === null ? words.expiry.never : lifetime(choice)}
          {choice === usualHours && (
            <span className="text-ink-faint text-xs"> ({words.expiry.isDefault})</span>
          )}
        </Choice>
      ))}
      <Choice
        name={name}
        isPicked={isCustom}
        keys={keys}
        onPick={() => {
          setIsCustom(true)
          onPick(hours ?? FIRST_CUSTOM_HOURS)
        }}
      >
        {words.expiry.custom}
      </Choice>
      {isCustom && <CustomLifetime hours={hours} onPick={onPick} onDone={onDone} />}
    </fieldset>
  )
}

/** What has the focus next hears nothing of the key. */
function onEnter(event: KeyboardEvent, act: () => void) {
  if (event.key !== 'Enter') return
  event.preventDefault()
  act()
}

type ChoiceProps = {
  name: string
  isPicked: boolean
  keys: Pick<ComponentProps<'input'>, 'onKeyDown' | 'onKeyUp'>
  onClick?: () => void
  onPick: () => void
  children: ReactNode
}

function Choice({ name, isPicked, keys, onClick, onPick, children }: ChoiceProps) {
  return (
    <label className="flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-2 text-sm hover:bg-well pointer-coarse:min-h-11">
      <input
        {...keys}
        type="radio"
        name={name}
        checked={isPicked}
        onClick={onClick}
        onChange={onPick}
        className="size-4 accent-red"
      />
      <span>{children}</span>
    </label>
  )
}

type CustomLifetimeProps = { hours: number | null; onPick: (hours: number) => void; onDone: () => void }

function CustomLifetime({ hours, onPick, onDone }: CustomLifetimeProps) {
  const words = useWords()
  const id = useId()
  const parts = lifetimeParts(hours ?? FIRST_CUSTOM_HOURS)
  const [amount, setAmount] = useState(String(parts.amount))
  const [unit, setUnit] = useState<ExpiryUnit>(parts.unit)
  const isWrong = customExpiryHours(amount, unit) === null

  const change = (nextAmount: string, nextUnit: ExpiryUnit) => {
    setAmount(nextAmount)
    setUnit(nextUnit)
    const chosen = customExpiryHours(nextAmount, nextUnit)
    if (chosen !== null) onPick(chosen)
  }

  return (
    <div className="flex flex-wrap gap-2 px-2 pt-1 pb-2">
      <input
        aria-label={words.expiry.amount}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? id : undefined}
        inputMode="decimal"
        value={amount}
        onChange={(event) => change(event.currentTarget.value, unit)}
        onKeyDown={(event) => !isWrong && onEnter(event, onDone)}
        className="min-h-9 w-20 rounded-lg border border-line-strong bg-card px-2 text-base md:text-sm"
      />
      <select
        aria-label={words.expiry.unit}
        value={unit}
        onChange={(event) => {
          const next = UNITS.find((each) => each === event.currentTarget.value)
          if (next !== undefined) change(amount, next)
        }}
        className="min-h-9 flex-1 rounded-lg border border-line-strong bg-card px-2 text-base md:text-sm"
      >
        {UNITS.map((each) => (
          <option key={each} value={each}>
            {words.expiry.units[each]}
          </option>
        ))}
      </select>
      {isWrong && (
        <p id={id} role="alert" className="w-full text-red-ink text-sm">
          {words.expiry.customFault}
        </p>
      )}
    </div>
  )
}
