import { setImmediate } from 'node:timers'
import { LIMITS } from '@pennypost/domain'

const AT_ONCE = 4
const LOOK_AGAIN_MS = 50

/**
 * Makes large answers for one socket a few at a time, and only while there is room for them: who asks for much and reads none
 * of it costs the server a few answers, however much is asked for.
 */
export class Turns {
  readonly #unreadBytes: () => number
  #waiting: (() => void)[] = []
  #underWay = 0
  #looking: NodeJS.Timeout | null = null

  /** @param unreadBytes what the socket was given and has not yet passed on */
  constructor(unreadBytes: () => number) {
    this.#unreadBytes = unreadBytes
  }

  /** Runs what makes an answer. The turn lasts until that has been given to the socket. */
  async take<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    if (this.#hasRoom) this.#underWay += 1
    else await this.#wait()
    try {
      return await run()
    } finally {
      setImmediate(() => this.#leave())
    }
  }

  get #hasRoom(): boolean {
    return this.#underWay < AT_ONCE && this.#unreadBytes() < LIMITS.unreadOutputBytes
  }

  #wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      this.#letIn()
    })
  }

  #leave(): void {
    this.#underWay -= 1
    this.#letIn()
  }

  #letIn(): void {
    while (this.#hasRoom) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      this.#underWay += 1
      next()
    }
    if (this.#waiting.length === 0 || this.#underWay > 0) return
    this.#looking ??= setTimeout(() => {
      this.#looking = null
      this.#letIn()
    }, LOOK_AGAIN_MS).unref()
  }
}
