import type { Database } from '@pennypost/db'
import type { Log } from '../log.ts'

/** What the database tells all servers at once (packages/db/sql/control.sql). */
export type ControlEvent =
  | { type: 'session-ended'; sessionId: string }
  | { type: 'user-changed'; userId: string; endsSessions: boolean }
  | { type: 'removed'; conversationId: string; userId: string }
  | { type: 'block-changed'; userIds: [blockerId: string, blockedId: string] }
  | { type: 'account-changed'; userId: string }
  | { type: 'clock-moved' }
  /** The channel was away: anything of the above may have happened meanwhile. */
  | { type: 'reconnected' }

export type ControlListener = (event: ControlEvent) => void

/** The channel on which sign-outs, bans, removals, blocks and clock moves reach running servers. */
export class Control {
  readonly #database: Database
  readonly #log: Log
  readonly #listeners = new Set<ControlListener>()
  #stop: (() => Promise<void>) | null = null
  #wasListening = false
  #isListening = false

  constructor(database: Database, log: Log) {
    this.#database = database
    this.#log = log
  }

  /** Whether it is heard; a loss that nobody has noticed yet is a matter of ten seconds. */
  get isListening(): boolean {
    return this.#isListening
  }

  /** @returns how to stop listening */
  subscribe(listener: ControlListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async start(): Promise<void> {
    this.#stop = await this.#database.listen('pennypost_control', {
      onMessage: (text) => {
        const event: ControlEvent = JSON.parse(text)
        this.#tell(event)
      },
      onListening: () => {
        if (this.#wasListening) this.#tell({ type: 'reconnected' })
        this.#wasListening = true
        this.#isListening = true
      },
      onLost: (error) => {
        this.#isListening = false
        this.#log.warn({ err: error }, 'The control channel is away; it is tried again')
      },
    })
  }

  async stop(): Promise<void> {
    this.#listeners.clear()
    await this.#stop?.()
  }

  #tell(event: ControlEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
