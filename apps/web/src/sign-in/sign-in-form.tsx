import { type SyntheticEvent, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { type AuthAnswer, signIn, signUp } from '../session/auth-requests.ts'
import { useSession } from '../session/session.tsx'
import { useWords } from '../wording/use-words.ts'
import { type CredentialFaults, checkCredentials } from './check-credentials.ts'

/** E-mail and password, and a name for somebody new. */
export function SignInForm({ isNew }: { isNew: boolean }) {
  const words = useWords()
  const { ask } = useSession()
  const [entered, setEntered] = useState({ name: '', email: '', password: '' })
  const [faults, setFaults] = useState<CredentialFaults>({})
  const [answer, setAnswer] = useState<AuthAnswer | 'working' | null>(null)

  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (answer === 'working') return
    const found = checkCredentials(entered, isNew, words)
    setFaults(found)
    const [wrong] = Object.keys(found)
    if (wrong !== undefined) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name="${wrong}"]`)?.focus()
      return setAnswer(null)
    }
    setAnswer('working')
    const { name, email, password } = { ...entered, name: entered.name.trim(), email: entered.email.trim() }
    const given = await ask(() => (isNew ? signUp(name, email, password) : signIn(email, password)))
    setAnswer(given)
  }

  const field = (name: keyof typeof entered) => ({
    name,
    value: entered[name],
    fault: faults[name],
    onChange: (event: { currentTarget: HTMLInputElement }) =>
      setEntered({ ...entered, [name]: event.currentTarget.value }),
  })

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {isNew && (
        <Field
          {...field('name')}
          label={words.signIn.name}
          hint={words.signIn.nameHint}
          autoComplete="name"
        />
      )}
      <Field
        {...field('email')}
        label={words.signIn.email}
        type="email"
        inputMode="email"
        autoComplete="username"
      />
      <Field
        {...field('password')}
        label={words.signIn.password}
        type="password"
        hint={isNew ? words.signIn.passwordHint : undefined}
        autoComplete={isNew ? 'new-password' : 'current-password'}
      />
      <p role="alert" className="text-red-ink text-sm empty:hidden">
        {answer !== null && answer !== 'working' && !answer.ok && words.signIn.faults[answer.fault]}
      </p>
      <Button look="primary" type="submit" className="mt-1 min-h-11 text-base">
        {isNew ? words.signIn.create : words.signIn.signIn}
      </Button>
    </form>
  )
}
