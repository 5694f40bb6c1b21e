/** Who signs in: `name` is needed by those who sign up. */
export type Credentials = { email: string; password: string; name?: string }

/**
 * Signs in at a Pennypost over HTTP, or signs up somebody new who gives a name.
 * @returns the person's id, and `auth`: a token that is fresh now, which createMessagingClient asks for when it needs one
 */
export async function signIn(origin: string, credentials: Credentials) {
  const path = credentials.name === undefined ? 'sign-in' : 'sign-up'
  const answer = await fetch(`${origin}/api/auth/${path}/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify(credentials),
  })
  if (!answer.ok) throw new Error(`${credentials.email} cannot ${path} at ${origin}: ${answer.status}`)
  const { user }: { user: { id: string } } = await answer.json()
  const cookies = answer.headers.getSetCookie().map((line) => line.split(';')[0])

  const auth = async (): Promise<string | null> => {
    const given = await fetch(`${origin}/api/auth/token`, { headers: { cookie: cookies.join('; ') } })
    if (!given.ok) return null
    const { token }: { token: string } = await given.json()
    return token
  }
  return { id: user.id, auth }
}
