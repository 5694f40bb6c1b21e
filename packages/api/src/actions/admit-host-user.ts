import { name as validName } from '@pennypost/domain'
import type { Services } from '../services.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

/** Who a host product's token speaks for. */
export type HostUser = { userId: string; name: string | undefined; sessionId: string }

/** Lets in somebody with a host product's token: unknown so far, they are made; the first sight of a `sid` is a sign-in. */
export async function admitHostUser(
  services: Services,
  { userId, name, sessionId }: HostUser,
): Promise<void> {
  const parsed = validName.safeParse(name)
  const [row] = await services.database.sql<{ is_sign_in: boolean }[]>`select pennypost.admit_host_user(
    ${userId}, ${parsed.success ? parsed.data : null}, ${sessionId}) as is_sign_in`
  if (!row?.is_sign_in) return
  await signUp(services, userId)
  await signIn(services, userId)
}
