import type { Database } from '@pennypost/db'
import { RecentMap } from '../recent-map.ts'

type Known = { changedSeq: number; userIds: readonly string[] }

const MOST_KNOWN = 10_000

/**
 * Who takes part in a group, remembered between sends. Each send answers the number of the conversation's last own change;
 * what is remembered under another number is read again, so it is never stale.
 */
export class Participants {
  readonly #database: Database
  readonly #known = new RecentMap<string, Known>(MOST_KNOWN)

  constructor(database: Database) {
    this.#database = database
  }

  async of(conversationId: string, changedSeq: number): Promise<readonly string[]> {
    const known = this.#known.get(conversationId)
    if (known?.changedSeq === changedSeq) return known.userIds
    const rows = await this.#database.sql<{ user_id: string; changed_seq: number }[]>`
      select p.user_id, c.changed_seq from pennypost.conversations c
      join pennypost.participants p on p.conversation_id = c.id where c.id = ${conversationId}`
    const userIds = rows.map((row) => row.user_id)
    this.#known.set(conversationId, { changedSeq: rows[0]?.changed_seq ?? changedSeq, userIds })
    return userIds
  }
}
