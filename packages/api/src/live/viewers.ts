import type { Database } from '@pennypost/db'
import { STATEMENT_DEADLINE_MS, withDeadline } from '../deadline.ts'
import type { ControlEvent } from './control.ts'

/** What one person may be shown of others' reading and typing. */
export type View = { readReceipts: boolean; typingIndicators: boolean; hiddenIds: ReadonlySet<string> }

/** Most people hide nobody. */
const NOBODY: ReadonlySet<string> = new Set()

/** `view` is null where it could not be read: whoever wants it next reads it again. */
type Entry = { view: Promise<View> | null; followers: number }

/** The views of those who are connected here; blocks and settings that change make them be read again. */
export class Viewers {
  readonly #database: Database
  readonly #entries = new Map<string, Entry>()

  constructor(database: Database) {
    this.#database = database
  }

  /** Call `release` when the subscription ends. */
  follow(userId: string): void {
    const entry = this.#entries.get(userId)
    if (entry !== undefined) {
      entry.followers += 1
      return
    }
    const first: Entry = { view: null, followers: 1 }
    this.#entries.set(userId, first)
    this.#read(userId, first)
  }

  release(userId: string): void {
    const entry = this.#entries.get(userId)
    if (entry === undefined) return
    entry.followers -= 1
    if (entry.followers === 0) this.#entries.delete(userId)
  }

  /** The view of somebody who is followed. */
  viewOf(userId: string): Promise<View> {
    const entry = this.#entries.get(userId)
    return entry?.view ?? this.#read(userId, entry)
  }

  onControl(event: ControlEvent): void {
    if (event.type === 'user-changed') this.refresh([event.userId])
    if (event.type === 'block-changed') this.refresh(event.userIds)
    if (event.type === 'reconnected') this.refresh([...this.#entries.keys()])
  }

  /** What these people may be shown is read again, before they are shown more. */
  refresh(userIds: readonly string[]): void {
    for (const userId of userIds) {
      const entry = this.#entries.get(userId)
      if (entry !== undefined) this.#read(userId, entry)
    }
  }

  #read(userId: string, entry: Entry | undefined): Promise<View> {
    const view = withDeadline(this.#query(userId), STATEMENT_DEADLINE_MS)
    if (entry !== undefined) entry.view = view
    // Whoever awaits it hears of a failure; nobody may be waiting yet.
    view.catch(() => {
      if (entry?.view === view) entry.view = null
    })
    return view
  }

  async #query(userId: string): Promise<View> {
    const [row] = await this.#database.sql<
      { read_receipts: boolean; typing_indicators: boolean; hidden_ids: string[] }[]
    >`select * from pennypost.live_view(${userId})`
    return {
      readReceipts: row?.read_receipts ?? false,
      typingIndicators: row?.typing_indicators ?? false,
      hiddenIds: row === undefined || row.hidden_ids.length === 0 ? NOBODY : new Set(row.hidden_ids),
    }
  }
}
