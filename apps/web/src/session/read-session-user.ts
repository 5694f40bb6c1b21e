/** Who the cookie says this is: a user's id, or null when nobody is signed in. Throws when the server cannot be reached. */
export async function readSessionUser(): Promise<string | null> {
  const response = await fetch('/api/auth/get-session', { headers: { accept: 'application/json' } })
  if (response.status === 401) return null
  if (!response.ok) throw new Error(`The server answered ${response.status} when asked who is signed in.`)
  const session: unknown = await response.json()
  const user = fieldOf(session, 'user')
  const id = fieldOf(user, 'id')
  return typeof id === 'string' ? id : null
}

/** What a value that came as JSON has under a name; undefined where it is no object. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
