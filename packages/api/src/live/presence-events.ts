import type { PresenceEvent } from '@pennypost/domain'
import { type Context, inTurn } from '../context.ts'
import type { Services } from '../services.ts'
import { refusalOf } from '../trpc.ts'
import { LivePages } from './live-pages.ts'
import { readChanges } from './read-changes.ts'
import { readPersistently } from './read-persistently.ts'
import type { Follower } from './room.ts'

/** More than an event of typing takes on its way. */
const EVENT_BYTES = 2_048
const eventBytes = () => EVENT_BYTES

/**
 * Who types in a conversation. Untracked, and so a subscription of its own: one untracked event among tracked ones would make
 * the client forget its cursor. Of somebody who types fast only the last state is told.
 */
export class PresenceEvents extends LivePages<PresenceEvent> implements Follower {
  readonly userId: string
  isInDoubt = false
  readonly #conversationId: string
  readonly #untold = new Map<string, boolean>()
  /** Who was last told to type: of them the end is told as well, whoever has blocked whom by then. */
  readonly #shownIds = new Set<string>()
  readonly #stopListening: () => void
  #isAdmitted = false

  constructor(
    services: Services,
    context: Context,
    { conversationId }: { conversationId: string },
    signal: AbortSignal | null,
  ) {
    super(services, context, signal)
    const { live } = services
    const { userId } = this.session
    this.userId = userId
    this.#conversationId = conversationId
    live.enter(conversationId, this)
    live.viewers.follow(userId)
    this.#stopListening = live.presence.listen(conversationId, (typerId, isTyping, viewerId) => {
      if (typerId === userId || (viewerId !== null && viewerId !== userId)) return
      this.#untold.set(typerId, isTyping)
      this.bell.ring()
    })
  }

  /** What is written is no typing. */
  hear(): void {}

  protected async step(): Promise<PresenceEvent | 'again' | 'wait'> {
    const { log } = this.services
    if (!this.#isAdmitted || this.isInDoubt) {
      this.isInDoubt = false
      this.#isAdmitted = (await readPersistently(log, this, () => this.#isParticipant())) ?? false
      if (this.isEnding) return 'again'
      if (!this.#isAdmitted) throw refusalOf({ code: 'NOT_FOUND' })
    }
    if (this.#untold.size === 0) return 'wait'
    const tell = () => inTurn(this.context.socket, eventBytes, () => this.#tell())
    return (await readPersistently(log, this, tell)) ?? 'again'
  }

  protected leave(): void {
    const { live } = this.services
    this.#stopListening()
    live.leave(this.#conversationId, this)
    live.viewers.release(this.userId)
  }

  async #isParticipant(): Promise<boolean> {
    return (await readChanges(this.services, this.userId, this.#conversationId, null)) !== null
  }

  /** What is known of who may see what is looked at last, once there is space for the event: it may have waited for that. */
  async #tell(): Promise<PresenceEvent | null> {
    const view = await this.services.live.viewers.viewOf(this.userId)
    const [first] = this.#untold
    if (first === undefined || this.isInDoubt || this.isEnding) return null
    const [userId, isTyping] = first
    this.#untold.delete(userId)
    const wasShown = this.#shownIds.delete(userId)
    const isVisible = view.typingIndicators && !view.hiddenIds.has(userId)
    if (isVisible && isTyping) this.#shownIds.add(userId)
    return isVisible || wasShown ? { type: 'typing', userId, isTyping: isVisible && isTyping } : null
  }
}
