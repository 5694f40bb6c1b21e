import { type Me, POLICY } from '@pennypost/domain'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { SelectField } from '../design/select-field.tsx'
import { deviceTimeZone } from '../shell/use-device-time-zone.ts'
import { useWords } from '../wording/use-words.ts'
import { useSave } from './use-save.ts'

/** Zones that this browser knows, the one in use among them. */
function timeZones(inUse: string): string[] {
  return [...new Set(['UTC', inUse, ...Intl.supportedValuesOf('timeZone')])].sort()
}

/** What others call somebody, and where their day ends. */
export function ProfileForm({ me }: { me: Me }) {
  const { settings: words, save: saveWord } = useWords()
  const save = useSave()
  const [name, setName] = useState(me.name)
  const trimmed = name.trim()
  const isRight = trimmed !== '' && [...trimmed].length <= POLICY.nameMaxCharacters
  const here = deviceTimeZone()

  return (
    <div className="flex flex-col gap-5">
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isRight && trimmed !== me.name) void save({ name: trimmed })
        }}
      >
        <Field
          className="flex-1"
          label={words.name}
          autoComplete="name"
          value={name}
          fault={isRight ? undefined : words.nameFault}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isRight && trimmed !== me.name && (
          <Button type="submit" look="primary" className="mt-[1.625rem] min-h-11">
            {saveWord}
          </Button>
        )}
      </form>
      {me.email !== null && (
        <div>
          <p className="font-medium text-sm">{words.email}</p>
          <p className="break-all text-[0.9375rem] text-ink-soft">
            <bdi>{me.email}</bdi>
          </p>
        </div>
      )}
      <div className="flex flex-col items-start gap-2">
        <SelectField
          className="w-full"
          label={words.timeZone}
          hint={words.timeZoneHint}
          value={me.timeZone}
          options={timeZones(me.timeZone).map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          onChange={(timeZone) => void save({ timeZone })}
        />
        {here !== me.timeZone && (
          <Button onClick={() => void save({ timeZone: here })}>{words.useDeviceZone(here)}</Button>
        )}
      </div>
    </div>
  )
}
