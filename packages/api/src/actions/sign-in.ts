import type { Services } from '../services.ts'

/** Bounded, so that no sign-in waits for a history; the rest is erased by later ones, by sends and by operators. */
const MOST_ERASED = 500

/** What a sign-in does: erases the text of what has expired in the person's conversations. */
export async function signIn({ database }: Services, userId: string): Promise<void> {
  await database.sql`select pennypost.erase_expired_of(${userId}, ${MOST_ERASED})`
}
