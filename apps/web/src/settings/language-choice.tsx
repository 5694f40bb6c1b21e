import { SelectField } from '../design/select-field.tsx'
import { useToast } from '../design/toast.tsx'
import { LANGUAGES, PSEUDO, parseLanguage } from '../wording/languages.ts'
import { useLanguage, useWords } from '../wording/use-words.ts'

const DEVICE = 'device'

/** The language of the client, each by its own name. The pseudo-locale is offered only where it is spoken already. */
export function LanguageChoice() {
  const { settings: words } = useWords()
  const { choice, choose } = useLanguage()
  const show = useToast()

  const pick = async (value: string) => {
    if (!(await choose(parseLanguage(value)))) show(words.languageFailed)
  }

  return (
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
  )
}
