import { POLICY } from '@pennypost/domain'
import type { Services } from '../services.ts'

/**
 * What a sign-in does: erases the text of what has expired in the person's conversations. Past POLICY.signInErasesMax it
 * leaves the rest to later ones, to sends and to operators.
 */
export async function signIn({ database }: Services, userId: string): Promise<void> {
  await database.sql`select pennypost.erase_expired_of(${userId}, ${POLICY.signInErasesMax})`
}
