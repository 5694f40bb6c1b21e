import { fieldOf } from './read-session-user.ts'

/** Why a sign-in, a sign-up or a change of password did not happen. */
type AuthFault =
  | 'wrong-credentials'
  | 'email-taken'
  | 'email-invalid'
  | 'password-too-short'
  | 'password-wrong'
  | 'banned'
  | 'too-many'
  | 'unreachable'
  | 'other'

export type AuthAnswer = { ok: true } | { ok: false; fault: AuthFault }

const FAULTS: Record<string, AuthFault> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
  USER_ALREADY_EXISTS: 'email-taken',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: 'email-taken',
  INVALID_EMAIL: 'email-invalid',
  PASSWORD_TOO_SHORT: 'password-too-short',
  INVALID_PASSWORD: 'password-wrong',
  BANNED_USER: 'banned',
}

export const signIn = (email: string, password: string) => ask('sign-in/email', { email, password })

export const signUp = (name: string, email: string, password: string) =>
  ask('sign-up/email', { name, email, password })

export const signOut = () => ask('sign-out', {})

/** Every other session of this person ends, because a changed password often means a lost one. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  ask('change-password', { currentPassword, newPassword, revokeOtherSessions: true })

async function ask(action: string, body: Record<string, unknown>): Promise<AuthAnswer> {
  let response: Response
  try {
    response = await fetch(`/api/auth/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })
  } catch {
    return { ok: false, fault: 'unreachable' }
  }
  if (response.ok) return { ok: true }
  if (response.status === 429) return { ok: false, fault: 'too-many' }
  const code = fieldOf(await response.json().catch(() => null), 'code')
  return { ok: false, fault: (typeof code === 'string' ? FAULTS[code] : undefined) ?? 'other' }
}
