import { setTimeout as delay } from 'node:timers/promises'
import type { Refusal, SendResult } from '@pennypost/domain'
import { TRPCClientError } from '@trpc/client'
import { uuidv7 } from 'uuidv7'
import type { Account, Connection } from './account.ts'
import type { Chance } from './chance.ts'
import type { History, SendRecord } from './history.ts'
import type { Pace } from './pace.ts'
import { within } from './within.ts'

const ATTEMPT_MS = 6_000
const GIVE_UP_MS = 120_000

export type SenderOptions = {
  account: Account
  /** Where this person writes; the quiet ones see messages alone, so that every change number can be accounted for. */
  conversationIds: readonly [string, ...string[]]
  mostAttempts?: number
  history: History
  chance: Chance
  pace: Pace
}

/** Somebody who writes, and tries again by the same id, at either server, until there is an answer. */
export class Sender {
  readonly #options: SenderOptions
  readonly #connections: readonly [Connection, Connection]
  #preferred: number
  readonly #acknowledged: SendRecord[] = []

  constructor(options: SenderOptions) {
    this.#options = options
    this.#connections = [options.account.connect(0), options.account.connect(1)]
    this.#preferred = options.chance.between(0, 1)
  }

  /** Sends whenever it is its turn, until the pace has no more turns. */
  async run(): Promise<void> {
    const { pace, chance } = this.#options
    while (await pace.turn()) {
      await this.#send()
      if (chance.next() < 0.05) await this.#replay()
      if (chance.next() < 0.1) await this.#look()
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#connections.map((connection) => connection.close()))
  }

  async #send(): Promise<void> {
    const {
      account,
      conversationIds,
      history,
      chance,
      mostAttempts = Number.POSITIVE_INFINITY,
    } = this.#options
    const id = uuidv7()
    const record: SendRecord = {
      id,
      conversationId: chance.pick(conversationIds),
      senderId: account.id,
      content: `message ${id}`,
      startedAtMs: history.nowMs(),
      attempts: 0,
      isUncertain: false,
      end: null,
    }
    const expirationHours = chance.next() < 0.1 ? chance.between(1, 48) : undefined
    history.sends.push(record)
    const isDoubled = mostAttempts > 2 && chance.next() < 0.05
    const giveUpAtMs = record.startedAtMs + GIVE_UP_MS
    while (record.end === null && record.attempts < mostAttempts && history.nowMs() < giveUpAtMs) {
      if (isDoubled)
        await Promise.all([
          this.#attempt(record, expirationHours, 0),
          this.#attempt(record, expirationHours, 1),
        ])
      else await this.#attempt(record, expirationHours, this.#preferred)
      if (record.end === null) {
        this.#preferred = 1 - this.#preferred
        await delay(chance.between(30, 300))
      }
    }
    if (record.end === null && record.attempts >= mostAttempts)
      history.violate(`${id} failed ${record.attempts} times`)
    if (record.end !== null && 'message' in record.end) this.#acknowledged.push(record)
  }

  async #attempt(record: SendRecord, expirationHours: number | undefined, at: number): Promise<void> {
    const { history } = this.#options
    record.attempts += 1
    try {
      const result = await this.#mutate(record, expirationHours, at)
      const end = {
        atMs: history.nowMs(),
        message: result.message,
        charge: result.charge,
        balance: result.quota.balance,
        usedToday: result.quota.usedToday,
      }
      if (record.end !== null && 'message' in record.end) this.#requireSame(record, result)
      record.end ??= end
    } catch (error) {
      const refusal = findRefusal(error)
      if (refusal === null) {
        record.isUncertain = true
        history.count('attempts without an answer')
      } else if (refusal.code === 'RATE_LIMITED') {
        history.count('sends told to wait')
        record.attempts -= 1
        await delay(refusal.retryAfterMs)
      } else record.end ??= { atMs: history.nowMs(), refusal }
    }
  }

  async #mutate(record: SendRecord, expirationHours: number | undefined, at: number): Promise<SendResult> {
    const { trpc } = at === 0 ? this.#connections[0] : this.#connections[1]
    const { id, conversationId, content } = record
    return await within(ATTEMPT_MS, (signal) =>
      trpc.messages.send.mutate(
        { id, conversationId, content, ...(expirationHours !== undefined && { expirationHours }) },
        { signal },
      ),
    )
  }

  /** The same id again, long after: the same message and the same charge. */
  async #replay(): Promise<void> {
    const [record] = this.#acknowledged.slice(-this.#options.chance.between(1, 20))
    if (record === undefined) return
    try {
      this.#requireSame(record, await this.#mutate(record, undefined, this.#preferred))
      this.#options.history.count('replays')
    } catch (error) {
      const refusal = findRefusal(error)
      if (refusal !== null && refusal.code !== 'RATE_LIMITED')
        this.#options.history.violate(
          `${record.id} was acknowledged, and its replay refused: ${refusal.code}`,
        )
    }
  }

  /** Reads a page, and marks it as read in conversations that are not quiet. */
  async #look(): Promise<void> {
    const { chance, conversationIds, history } = this.#options
    const conversationId = chance.pick(conversationIds)
    const { trpc } = chance.next() < 0.5 ? this.#connections[0] : this.#connections[1]
    try {
      const { items } = await within(ATTEMPT_MS, (signal) =>
        trpc.messages.fetch.query({ conversationId }, { signal }),
      )
      if (items.some(({ seq }, index) => seq >= (items[index - 1]?.seq ?? Number.POSITIVE_INFINITY)))
        history.violate(`a page of ${conversationId} is not newest first`)
      const upToSeq = items[0]?.seq ?? 0
      if (!this.#isQuiet(conversationId))
        await within(ATTEMPT_MS, (signal) =>
          trpc.messages.read.mutate({ conversationId, upToSeq }, { signal }),
        )
      history.count('reads')
    } catch {
      history.count('reads without an answer')
    }
  }

  #isQuiet(conversationId: string): boolean {
    return conversationId === this.#options.conversationIds[0]
  }

  #requireSame(record: SendRecord, { message, charge }: SendResult): void {
    const { end } = record
    if (end === null || !('message' in end)) return
    const [first, again] = [end, { message, charge }].map((each) =>
      JSON.stringify([each.message.seq, each.message.createdAt, each.message.content, each.charge]),
    )
    if (first !== again)
      this.#options.history.violate(`${record.id} was answered in two ways: ${first} and ${again}`)
  }
}

function findRefusal(error: unknown): Refusal | null {
  if (!(error instanceof TRPCClientError)) return null
  const refusal: Refusal | undefined = error.data?.refusal
  return refusal === undefined || refusal.code === 'NOT_SIGNED_IN' ? null : refusal
}
