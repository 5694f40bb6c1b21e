import type { Services } from '../services.ts'

/** What a sign-up does beyond the account that the database opens by itself: the points to start with, once. */
export async function signUp({ database, settings, live }: Services, userId: string): Promise<void> {
  if (settings.signupPoints === 0) return
  await database.sql`select pennypost.grant_points(
    ${userId}, ${settings.signupPoints}, 'signup', null, ${`signup:${userId}`}, pennypost.now())`
  live.notify([userId], { quota: true })
}
