import type { Figures, ModelState, Rules } from '@pennypost/domain/model'
import {
  accountOn,
  chooseTimeZone,
  createCalendar,
  emptyState,
  fetchMessages,
  grantPoints,
  openAccount,
  openDirect,
  quotaOn,
  requireAccount,
  sendMessage,
  setDefaultExpiration,
  signIn,
  withAccount,
} from '@pennypost/domain/model'
import { uuidv7 } from 'uuidv7'
import { expect } from 'vitest'
import type { Command, History } from './commands.ts'
import type { FrozenClock } from './frozen-clock.ts'
import { type InProcess, outcomeOf } from './in-process.ts'

type Named<Name extends Command['do']> = Extract<Command, { do: Name }>
type Sent = { id: string; conversationId: string; content: string; sender: number }

const PAGE = 100
const calendar = createCalendar()

/** One history on both sides at once: the real procedures, and the model. Every step compares what they answer. */
export class BothSides {
  readonly #real: InProcess
  readonly #clock: FrozenClock
  readonly #rules: Rules
  readonly #people: string[]
  readonly #sent: Sent[] = []
  readonly #conversations: { id: string; people: [number, number] }[] = []
  #model: ModelState = emptyState()
  #nowMs: number

  private constructor(real: InProcess, clock: FrozenClock, figures: Figures, nowMs: number) {
    this.#real = real
    this.#clock = clock
    this.#rules = { calendar, figures }
    this.#nowMs = nowMs
    this.#people = [uuidv7(), uuidv7(), uuidv7()]
  }

  /** Three new people; the third is a host, who may cost something to write to. */
  static async open(real: InProcess, clock: FrozenClock, figures: Figures, history: History) {
    const both = new BothSides(real, clock, figures, history.startMs)
    await clock.set(history.startMs)
    for (const [index, userId] of both.#people.entries()) {
      const role = index === 2 ? 'host' : 'member'
      const openingPricePoints = index === 2 ? history.openingPrice : 0
      await real.sql`insert into pennypost.users (id, name, role, opening_price_points)
        values (${userId}, ${`Person ${index}`}, ${role}, ${openingPricePoints})`
      const account = openAccount(calendar, { userId, role, openingPricePoints }, both.#nowMs)
      both.#model = withAccount(both.#model, account)
    }
    if (history.points > 0)
      for (const person of both.#people.keys())
        await both.run({ do: 'grant', person, points: history.points })
    await both.run({ do: 'open', creator: 0, receiver: 1 })
    await both.run({ do: 'open', creator: 1, receiver: 2 })
    return both
  }

  /** Does one thing on both sides. @throws where they differ, in what they answer or in what is so afterwards */
  async run(command: Command): Promise<void> {
    await this.#do(command)
    await this.#compareAll()
  }

  async #do(command: Command): Promise<void> {
    switch (command.do) {
      case 'send':
        return await this.#send(command)
      case 'burst':
        for (let sent = 0; sent < command.count; sent += 1)
          await this.#send({ ...command, do: 'send', text: `${sent}` })
        return
      case 'retry':
        return await this.#retry(command)
      case 'grant': {
        const granted = { reason: 'a gift', ...command }
        await this.#grant(granted)
        return command.again && (await this.#grant({ ...granted, ...command.again }))
      }
      case 'advance':
        return await this.#moveClock(this.#nowMs + Math.round(command.hours * 3_600_000))
      case 'toMidnight': {
        const account = requireAccount(this.#model, this.#personAt(command.person))
        return await this.#moveClock(accountOn(calendar, account, this.#nowMs).dayEndsAtMs + command.offMs)
      }
      case 'toExpiry': {
        const sent = pick(this.#sent, command.message)
        const expiresAt = sent && this.#model.messages.get(sent.id)?.expiresAt
        if (!expiresAt) return
        await this.#moveClock(Date.parse(expiresAt) + command.offMs)
        return await this.#retry({ do: 'retry', message: command.message, by: 'sender', content: 'same' })
      }
      case 'zone':
        return await this.#chooseZone(command)
      case 'hop':
        await this.#chooseZone({ ...command, do: 'zone' })
        return await this.#do({ ...command, do: 'toMidnight' })
      case 'open':
        await this.#open(command)
        return await this.#open({ ...command, creator: command.receiver, receiver: command.creator })
      case 'expireAfter':
        return await this.#expireAfter(command)
      case 'signIn': {
        const userId = this.#personAt(command.person)
        await this.#real.pennypost.onSignIn(userId)
        this.#model = signIn(this.#model, userId, this.#nowMs)
        return
      }
      case 'figures':
        return await this.#setFigures(command)
    }
  }

  async #send({ sender, conversation, text, lifetime, max }: Named<'send'>): Promise<void> {
    const to = pick(this.#conversations, conversation)
    if (to === undefined) return
    const sent = { id: uuidv7(), conversationId: to.id, content: text, sender }
    const isSent = await this.#sendBoth(sent, {
      ...(lifetime !== undefined && { expirationHours: lifetime }),
      ...(max !== undefined && { maxPoints: max }),
    })
    if (isSent) this.#sent.push(sent)
  }

  async #retry({ message, by, content }: Named<'retry'>): Promise<void> {
    const earlier = pick(this.#sent, message)
    if (earlier === undefined) return
    await this.#sendBoth({
      ...earlier,
      sender: by === 'sender' ? earlier.sender : earlier.sender + 1,
      content: content === 'same' ? earlier.content : `not ${earlier.content}`,
    })
  }

  async #sendBoth(
    { id, conversationId, content, sender }: Sent,
    options: { expirationHours?: number | null; maxPoints?: number } = {},
  ): Promise<boolean> {
    const userId = this.#personAt(sender)
    const input = { id, conversationId, content, ...options }
    const real = await outcomeOf(this.#real.callerOf(userId).messages.send(input))
    const model = await outcomeOf(() => {
      const step = sendMessage(this.#rules, this.#model, userId, input, this.#nowMs)
      this.#model = step.state
      return step.result
    })
    expect(real).toEqual(model)
    return 'value' in model
  }

  async #grant({ person, points, reason, key }: Named<'grant'> & { reason: string }): Promise<void> {
    const userId = this.#personAt(person)
    const ownKey = key === undefined ? null : `${this.#people[0]} ${key}`
    const real = await outcomeOf(
      this.#operator.wallet.grant({ user: userId, points, reason, ...(ownKey !== null && { key: ownKey }) }),
    )
    const model = await outcomeOf(() => {
      const step = grantPoints(this.#model, { userId, points, reason, key: ownKey }, this.#nowMs)
      this.#model = step.state
      return { userId, points, ...step.result }
    })
    expect(real).toEqual(model)
  }

  /** The clock never goes back. */
  async #moveClock(toMs: number): Promise<void> {
    if (toMs < this.#nowMs) return
    await this.#clock.set(toMs)
    this.#nowMs = toMs
  }

  async #chooseZone({ person, timeZone }: Named<'zone'>): Promise<void> {
    const userId = this.#personAt(person)
    const me = await this.#real.callerOf(userId).users.update({ timeZone })
    const account = chooseTimeZone(calendar, requireAccount(this.#model, userId), timeZone, this.#nowMs)
    this.#model = withAccount(this.#model, account)
    expect(me.timeZone).toBe(account.nextTimeZone ?? account.timeZone)
  }

  async #open({ creator, receiver, max }: Named<'open'>): Promise<void> {
    const people: [number, number] = [creator, receiver === creator ? (receiver + 1) % 3 : receiver]
    const [creatorId, receiverId] = [this.#personAt(people[0]), this.#personAt(people[1])]
    const real = await outcomeOf(
      this.#real.callerOf(creatorId).conversations.create({
        receiverId,
        ...(max !== undefined && { maxPoints: max }),
      }),
    )
    const id = 'value' in real ? real.value.conversation.id : 'refused'
    const model = await outcomeOf(() => {
      const step = openDirect(this.#model, { id, creatorId, receiverId, maxPoints: max }, this.#nowMs)
      this.#model = step.state
      return step.result
    })
    if ('refusal' in real || 'refusal' in model) return expect(real).toEqual(model)
    const { created, charge } = real.value
    const chargedPoints = charge.kind === 'free' ? 0 : charge.points
    expect({ conversationId: id, created, chargedPoints }).toEqual(model.value)
    if (created) this.#conversations.push({ id, people })
  }

  async #expireAfter({ person, conversation, hours }: Named<'expireAfter'>): Promise<void> {
    const on = pick(this.#conversations, conversation)
    if (on === undefined) return
    const userId = this.#personAt(person)
    const input = { conversationId: on.id, defaultExpirationHours: hours }
    const real = await outcomeOf(this.#real.callerOf(userId).conversations.update(input))
    const model = await outcomeOf(() => {
      this.#model = setDefaultExpiration(this.#model, userId, on.id, hours)
      return this.#model.conversations.get(on.id)?.lastSeq
    })
    expect('value' in real ? { value: real.value.lastSeq } : real).toEqual(model)
  }

  async #setFigures({ person, dailyFree, pointsEach }: Named<'figures'>): Promise<void> {
    const userId = this.#personAt(person)
    await this.#operator.quota.set({ user: userId, dailyFree, pointsPerMessage: pointsEach })
    const account = requireAccount(this.#model, userId)
    this.#model = withAccount(this.#model, {
      ...account,
      dailyFreeLimit: dailyFree,
      pointsPerMessage: pointsEach,
    })
  }

  get #operator() {
    return this.#real.callerOf('operator', 'admin').admin
  }

  async #compareAll(): Promise<void> {
    const real = await Promise.all([
      ...this.#people.map((userId) => this.#real.callerOf(userId).quota.status()),
      ...this.#people.map((userId) => this.#entriesOf(userId)),
      ...this.#conversations.map(({ id, people }) => this.#messagesOf(id, this.#personAt(people[1]))),
      this.#idsWithText(),
    ])
    const { calendar: _, figures } = this.#rules
    const accounts = this.#people.map((userId) => requireAccount(this.#model, userId))
    expect(real).toEqual([
      ...accounts.map((account) => quotaOn(calendar, account, figures, this.#nowMs)),
      ...accounts.map(({ entries }) => entries.toReversed().slice(0, PAGE)),
      ...this.#conversations.map(({ id, people }) =>
        fetchMessages(this.#model, this.#personAt(people[0]), id, this.#nowMs).slice(0, PAGE),
      ),
      new Set(
        [...this.#model.messages.values()].filter(({ content }) => content !== null).map(({ id }) => id),
      ),
    ])
  }

  async #entriesOf(userId: string) {
    return (await this.#real.callerOf(userId).wallet.entries({ limit: PAGE })).items
  }

  async #messagesOf(conversationId: string, userId: string) {
    return (await this.#real.callerOf(userId).messages.fetch({ conversationId, limit: PAGE })).items
  }

  /** Which messages have not been erased, as no procedure tells. */
  async #idsWithText() {
    const ids = this.#conversations.map(({ id }) => id)
    const rows = await this.#real.sql<{ id: string }[]>`
      select id from pennypost.messages where conversation_id = any(${ids}::uuid[]) and content is not null`
    return new Set(rows.map(({ id }) => id))
  }

  #personAt(index: number): string {
    return this.#people[index % this.#people.length] ?? ''
  }
}

function pick<Value>(from: readonly Value[], index: number): Value | undefined {
  return from[index % Math.max(1, from.length)]
}
