import { type Me, RefusalError } from '@pennypost/domain'
import type { Services } from '../services.ts'

type MeRow = {
  id: string
  name: string
  role: Me['role']
  email: string | null
  time_zone: string
  read_receipts: boolean
  typing_indicators: boolean
}

/** Oneself. `timeZone` is the one chosen, which is in force from the next reset on. */
export async function readMe({ database }: Services, userId: string): Promise<Me> {
  const [row] = await database.sql<MeRow[]>`select * from pennypost.me(${userId})`
  if (row === undefined) throw new RefusalError({ code: 'NOT_FOUND' })
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    email: row.email,
    timeZone: row.time_zone,
    readReceipts: row.read_receipts,
    typingIndicators: row.typing_indicators,
  }
}
