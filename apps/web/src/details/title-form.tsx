import { POLICY } from '@pennypost/domain'
import { useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { useWords } from '../wording/use-words.ts'

/** The group's title, for its owner to change. */
export function TitleForm({
  title,
  onRename,
}: {
  title: string
  onRename: (title: string) => Promise<boolean>
}) {
  const words = useWords()
  const [entered, setEntered] = useState(title)
  const trimmed = entered.trim()
  const isRight = trimmed !== '' && [...trimmed].length <= POLICY.titleMaxCharacters
  return (
    <form
      className="flex items-start gap-2 p-5"
      onSubmit={(event) => {
        event.preventDefault()
        if (isRight && trimmed !== title) void onRename(trimmed)
      }}
    >
      <Field
        className="flex-1"
        label={words.details.rename}
        value={entered}
        fault={isRight ? undefined : words.details.titleFault}
        onChange={(event) => setEntered(event.currentTarget.value)}
      />
      {trimmed !== title && isRight && (
        <Button type="submit" look="primary" className="mt-[1.625rem] min-h-11">
          {words.save}
        </Button>
      )}
    </form>
  )
}
