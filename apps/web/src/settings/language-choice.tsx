import { useState } from 'react'
import { SelectField } from '../design/select-field.tsx'
import { LANGUAGES, PSEUDO, parseLanguage } from '../wording/languages.ts'
import { useLanguage, useWords } from '../wording/use-words.ts'

const DEVICE = 'device'

/** The language of the client, each by its own name. The pseudo-locale is offered only where it is spoken already. */
export function LanguageChoice() {
  const { settings: words } = useWords()
  const { choice, choose } = useLanguage()
  const [failedFrom, setFailedFrom] = useState<typeof choice | undefined>()

  const pick = async (value: string) => {
    setFailedFrom(undefined)
    if (!(await choose(parseLanguage(value)))) setFailedFrom(choice)
  }

  return (
    <div>
      <SelectField
        label={words.language}
        value={choice ?? DEVICE}
        options={[
          { value: DEVICE, label: words.deviceLanguage },
          ...LANGUAGES.map(({ language, name }) => ({ value: language, label: name, lang: language })),
          ...(choice === PSEUDO ? [{ value: PSEUDO, label: PSEUDO }] : []),
        ]}
        onChange={(value) => void pick(value)}
      />
      <p role="alert" className="text-red-ink text-sm">
        {failedFrom === choice && words.languageFailed}
      </p>
    </div>
  )
}
