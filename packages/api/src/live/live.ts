import type { Database } from '@pennypost/db'
import type { DatabaseClock } from '../database-clock.ts'
import { LATE_COMMIT_MS, STATEMENT_DEADLINE_MS } from '../deadline.ts'
import { NaturalBatch } from '../natural-batch.ts'
import type { Settings } from '../services.ts'
import { type Announcement, type Bus, type BusMessage, conversationTopic, userTopic } from './bus.ts'
import type { Control, ControlEvent } from './control.ts'
import { Inbox, type InboxNews } from './inbox.ts'
import { Participants } from './participants.ts'
import { Presence } from './presence.ts'
import { createQuotas, type Quotas } from './quotas.ts'
import { readInboxChanges } from './read-inbox-changes.ts'
import { type Follower, Room } from './room.ts'
import { createSummaries, type Summaries } from './summaries.ts'
import { Viewers } from './viewers.ts'
import type { Wakeup } from './wakeup.ts'

export type LiveOptions = {
  database: Database
  bus: Bus
  control: Control
  clock: DatabaseClock
  settings: Settings
}

const HEARTBEAT_MS = 15_000

/** A database that is away has alarms of its own, and the next heartbeat asks again. */
const ignore = () => {}

/**
 * Everything live on one server: the rooms and inboxes that somebody here follows, and the bus to the other servers.
 * Actions tell it what they did, after the commit and before the answer.
 */
export class Live {
  readonly participants: Participants
  readonly presence = new Presence()
  readonly quotas: Quotas
  readonly summaries: Summaries
  readonly viewers: Viewers
  readonly #database: Database
  readonly #bus: Bus
  readonly #clock: DatabaseClock
  readonly #rooms = new Map<string, Room>()
  readonly #inboxes = new Map<string, readonly Inbox[]>()
  readonly #stopping = new AbortController()
  readonly #heartbeat: NodeJS.Timeout
  /** What was missed, by the moment: one question at a time, and what comes up meanwhile is in the next, however much it is. */
  readonly #questions: NaturalBatch<number, number>
  #askedAtMs = 0
  #beatAtMs = 0
  /** Until when what nobody was told of may still be committed, by this process's own clock; null once the database was asked after that. */
  #doubtedUntilMs: number | null = null

  constructor({ database, bus, control, clock, settings }: LiveOptions) {
    this.#database = database
    this.#bus = bus
    this.#clock = clock
    this.participants = new Participants(database)
    this.quotas = createQuotas(database, settings)
    this.summaries = createSummaries(database)
    this.viewers = new Viewers(database)
    this.#questions = new NaturalBatch((moments) => this.#ask(moments), {
      lanes: 1,
      most: Number.POSITIVE_INFINITY,
      deadlineMs: STATEMENT_DEADLINE_MS,
    })
    control.subscribe((event) => this.#onControl(event))
    bus.listen({
      onMessage: (topic, message) => this.#hear(topic, message),
      onGap: () => this.#missEverything(),
    })
    database.onLost(() => this.#doubt())
    this.#heartbeat = setInterval(() => {
      this.#readClock().catch(ignore)
      if (this.mayHaveMissed) this.#missEverything()
      else if (control.isListening) this.#moveOn()
    }, HEARTBEAT_MS).unref()
  }

  /** Aborts when the server begins to stop: nothing is delivered any more. */
  get stopping(): AbortSignal {
    return this.#stopping.signal
  }

  /** From then on the database's clock is known. */
  async start(): Promise<void> {
    await this.#readClock()
    this.#askedAtMs = this.#clock.nowMs()
    this.#beatAtMs = this.#askedAtMs
  }

  /**
   * The instant up to which the inboxes here have heard of every change that was stamped, and committed in time. What may have
   * been missed since the database was last asked may not have been heard of.
   */
  get heardUntilMs(): number {
    return this.mayHaveMissed ? this.#askedAtMs : this.#clock.nowMs()
  }

  /** Whether there may be changes that nobody told this server of: those of others, or one whose answer was lost. */
  get mayHaveMissed(): boolean {
    return this.#bus.isJoined || this.#doubtedUntilMs !== null
  }

  /** Adds a follower to a conversation's room, which is made for the first one. */
  enter(conversationId: string, follower: Follower): Room {
    let room = this.#rooms.get(conversationId)
    if (room === undefined) {
      room = new Room(this.#bus.subscribe(conversationTopic(conversationId)))
      this.#rooms.set(conversationId, room)
    }
    room.followers.add(follower)
    return room
  }

  leave(conversationId: string, follower: Follower): void {
    const room = this.#rooms.get(conversationId)
    room?.followers.delete(follower)
    if (room?.followers.size !== 0) return
    this.#rooms.delete(conversationId)
    this.#bus.unsubscribe(conversationTopic(conversationId))
  }

  openInbox(userId: string, bell: Wakeup): Inbox {
    const open = this.#inboxes.get(userId) ?? []
    const inbox = new Inbox(userId, bell, open[0]?.isJoined ?? this.#bus.subscribe(userTopic(userId)))
    this.#inboxes.set(userId, [...open, inbox])
    return inbox
  }

  closeInbox(inbox: Inbox): void {
    const left = this.#inboxes.get(inbox.userId)?.filter((each) => each !== inbox) ?? []
    if (left.length > 0) {
      this.#inboxes.set(inbox.userId, left)
      return
    }
    this.#inboxes.delete(inbox.userId)
    this.#bus.unsubscribe(userTopic(inbox.userId))
  }

  /** Tells those who follow a conversation what became of it. */
  announce(announcement: Announcement): void {
    this.#takeChange(announcement)
    if (this.#bus.isJoined)
      this.#bus.publish([conversationTopic(announcement.conversationId)], { type: 'changed', announcement })
  }

  /** Tells people's inboxes what changed for them. */
  notify(userIds: readonly string[], news: InboxNews): void {
    for (const userId of userIds) this.#touchInboxes(userId, news)
    if (!this.#bus.isJoined) return
    const { conversationIds = [], quota = false } = news
    this.#bus.publish(userIds.map(userTopic), {
      type: 'inbox',
      conversationIds: [...conversationIds],
      quota,
    })
  }

  /** Shows that somebody types, or no longer does. */
  showTyping(conversationId: string, userId: string, isTyping: boolean): void {
    this.presence.show(conversationId, userId, isTyping, Date.now())
    if (this.#bus.isJoined)
      this.#bus.publish([conversationTopic(conversationId)], { type: 'typing', userId, isTyping })
  }

  /** Something was committed, perhaps, when nobody here waited for it any more. */
  hearLate(): void {
    this.#doubt()
    this.#missEverything()
  }

  /** Says nothing more to anybody: who moves to another server while this one stops hears nothing twice. */
  fallSilent(): void {
    this.#stopping.abort()
    for (const room of this.#rooms.values()) room.ring()
    for (const open of this.#inboxes.values()) for (const inbox of open) inbox.bell.ring()
  }

  async stop(): Promise<void> {
    this.fallSilent()
    clearInterval(this.#heartbeat)
    this.presence.stop()
    await this.#bus.close()
  }

  #hear(topic: string, message: BusMessage): void {
    if (message.type === 'inbox') {
      this.#touchInboxes(topic.slice(userTopic('').length), message)
    } else if (message.type === 'typing') {
      const conversationId = topic.slice(conversationTopic('').length)
      this.presence.show(conversationId, message.userId, message.isTyping, Date.now())
    } else {
      this.#takeChange(message.announcement)
    }
  }

  #touchInboxes(userId: string, news: InboxNews): void {
    for (const inbox of this.#inboxes.get(userId) ?? []) inbox.touch(news)
  }

  #takeChange(announcement: Announcement): void {
    const { conversationId, event } = announcement
    if (event?.type === 'message')
      this.presence.show(conversationId, event.message.senderId, false, Date.now())
    this.#rooms.get(conversationId)?.announce(announcement, performance.now())
  }

  #onControl(event: ControlEvent): void {
    this.viewers.onControl(event)
    if (event.type === 'removed') {
      this.#rooms.get(event.conversationId)?.remove([event.userId])
      for (const inbox of this.#inboxes.get(event.userId) ?? [])
        inbox.touch({ conversationIds: [event.conversationId] })
    }
    if (event.type === 'block-changed') this.presence.part(...event.userIds)
    if (event.type === 'account-changed') this.#touchInboxes(event.userId, { quota: true })
    if (event.type === 'clock-moved') {
      for (const room of this.#rooms.values()) room.forget()
      this.#startTimeAnew()
    }
    if (event.type === 'reconnected') {
      this.#missEverything()
      this.#startTimeAnew()
    }
  }

  /** The clock may have been set, and what is free today and what it costs with it. */
  #startTimeAnew(): void {
    this.#clock.forget()
    const tellQuotas = () => {
      for (const open of this.#inboxes.values()) for (const inbox of open) inbox.touch({ quota: true })
    }
    this.#readClock().catch(ignore).finally(tellQuotas)
  }

  async #readClock(): Promise<void> {
    const heard = this.#clock.ask()
    const [row] = await this.#database.sql<{ now: string }[]>`select pennypost.now() as now`
    if (row !== undefined) heard(row.now)
  }

  /** What was asked may yet be committed: what is missing then is found by the heartbeats, also by a server alone. */
  #doubt(): void {
    this.#doubtedUntilMs = performance.now() + LATE_COMMIT_MS
  }

  /** Anything may have been missed, or the heartbeat is due: rooms and inboxes learn what the database has. */
  #missEverything(): void {
    this.#questions.add(performance.now()).then(
      (missedAtMs) => {
        if (missedAtMs > (this.#doubtedUntilMs ?? Number.POSITIVE_INFINITY)) this.#doubtedUntilMs = null
      },
      () => this.#doubt(),
    )
  }

  async #ask(moments: number[]): Promise<number[]> {
    await Promise.all([this.#askRooms(), this.#askInboxes()])
    return moments
  }

  /** Alone, this server has heard of everything up to the last heartbeat: a channel that is lost is found out sooner than that. */
  #moveOn(): void {
    this.#askedAtMs = Math.max(this.#askedAtMs, this.#beatAtMs)
    this.#beatAtMs = this.#clock.nowMs()
  }

  async #askRooms(): Promise<void> {
    const ids = [...this.#rooms.keys()]
    if (ids.length === 0) return
    const rows = await this.#database.sql<{ id: string; last_seq: number }[]>`
      select id, last_seq from pennypost.conversations where id = any(${ids}::uuid[])`
    for (const row of rows) this.#rooms.get(row.id)?.learn(row.last_seq)
  }

  async #askInboxes(): Promise<void> {
    const userIds = [...this.#inboxes.keys()]
    const askedAtMs = this.#clock.nowMs()
    // Who follows has been told by now, as far as anybody knows.
    const changes =
      userIds.length === 0 ? [] : await readInboxChanges(this.#database, userIds, this.#askedAtMs, askedAtMs)
    // Where there was no answer, the next question covers the time of this one.
    this.#askedAtMs = askedAtMs
    for (const [userId, news] of changes) this.#touchInboxes(userId, news)
  }
}
