import { ledger } from '@pennypost/db'
import type { Page, PageInput, WalletEntry } from '@pennypost/domain'
import { and, desc, eq, lt } from 'drizzle-orm'
import type { Services } from '../services.ts'
import { isNumberPlace, pageOf, readCursor } from './cursor.ts'

/** The movements of one's wallet, newest first. */
export async function walletEntries(
  { database }: Services,
  userId: string,
  { cursor, limit }: PageInput,
): Promise<Page<WalletEntry>> {
  const before = cursor ? readCursor(cursor, isNumberPlace)[0] : undefined
  const rows = await database.orm
    .select()
    .from(ledger)
    .where(and(eq(ledger.userId, userId), before === undefined ? undefined : lt(ledger.number, before)))
    .orderBy(desc(ledger.number))
    .limit(limit + 1)
  return pageOf(
    rows,
    limit,
    (row) => ({
      id: String(row.number),
      points: row.points,
      balanceAfter: row.balanceAfter,
      reason: row.reason ?? row.kind,
      messageId: row.messageId,
      createdAt: row.createdAt.toISOString(),
    }),
    (row) => [row.number],
  )
}
