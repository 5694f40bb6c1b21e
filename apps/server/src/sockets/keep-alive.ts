import type { Outlet } from './outlet.ts'

const LOOK_MS = 1_000
const PING_AFTER_LOOKS = 15
const CUT_AFTER_LOOKS = 20

type Watched = { outlet: Pick<Outlet, 'send'>; cut: () => void; quietLooks: number }

/** Who says nothing for 15 s is asked with tRPC's PING, and who then says nothing for 5 s is cut off. One clock for all sockets. */
export class KeepAlive {
  readonly #watched = new Set<Watched>()
  readonly #looking = setInterval(() => this.#look(), LOOK_MS).unref()

  /** @returns what to call whenever the peer says anything, and how to stop watching */
  watch(outlet: Pick<Outlet, 'send'>, cut: () => void): { heard(): void; stop(): void } {
    const watched: Watched = { outlet, cut, quietLooks: 0 }
    this.#watched.add(watched)
    return {
      heard: () => {
        watched.quietLooks = 0
      },
      stop: () => void this.#watched.delete(watched),
    }
  }

  stop(): void {
    clearInterval(this.#looking)
  }

  #look(): void {
    for (const watched of this.#watched) {
      watched.quietLooks += 1
      if (watched.quietLooks === PING_AFTER_LOOKS) watched.outlet.send('PING')
      if (watched.quietLooks >= CUT_AFTER_LOOKS) watched.cut()
    }
  }
}
