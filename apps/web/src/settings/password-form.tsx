import { type SyntheticEvent, useState } from 'react'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { useToast } from '../design/toast.tsx'
import { changePassword } from '../session/auth-requests.ts'
import { useSession } from '../session/session.tsx'
import { useWords } from '../wording/use-words.ts'

/** Changes the password; the current one proves who asks. */
export function PasswordForm({ email }: { email: string }) {
  const { settings: words, signIn } = useWords()
  const show = useToast()
  const { ask } = useSession()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [fault, setFault] = useState<string | null>(null)

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault()
    if (current === '' || next === '') return setFault(signIn.passwordMissing)
    const answer = await ask(() => changePassword(current, next))
    setFault(answer.ok ? null : signIn.faults[answer.fault])
    if (!answer.ok) return
    setCurrent('')
    setNext('')
    show(words.passwordChanged)
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start gap-4">
      <input type="hidden" name="email" autoComplete="username" value={email} />
      <Field
        className="w-full"
        type="password"
        autoComplete="current-password"
        label={words.currentPassword}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <Field
        className="w-full"
        type="password"
        autoComplete="new-password"
        label={words.newPassword}
        hint={signIn.passwordHint}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      <p role="alert" className="text-red-ink text-sm empty:hidden">
        {fault}
      </p>
      <Button type="submit">{words.changePassword}</Button>
    </form>
  )
}
