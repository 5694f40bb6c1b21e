import { POLICY } from '@pennypost/domain'
import type { Words } from '../wording/use-words.ts'

const PASSWORD_MIN_CHARACTERS = 8

export type Credentials = { name: string; email: string; password: string }
export type CredentialFaults = Partial<Record<keyof Credentials, string>>

/** What is wrong with a form before it is sent, by field; empty when nothing is. */
export function checkCredentials(
  { name, email, password }: Credentials,
  isNew: boolean,
  words: Words,
): CredentialFaults {
  const faults: CredentialFaults = {}
  const nameLength = [...name.trim()].length
  if (isNew && nameLength === 0) faults.name = words.signIn.nameMissing
  if (isNew && nameLength > POLICY.nameMaxCharacters) faults.name = words.settings.nameFault
  if (email.trim() === '') faults.email = words.signIn.emailMissing
  else if (!/^\S+@\S+$/u.test(email.trim())) faults.email = words.signIn.faults['email-invalid']
  if (password === '') faults.password = words.signIn.passwordMissing
  else if (isNew && password.length < PASSWORD_MIN_CHARACTERS)
    faults.password = words.signIn.faults['password-too-short']
  return faults
}
