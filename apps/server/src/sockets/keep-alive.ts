import type { Outlet } from './outlet.ts'

const LOOK_MS = 1_000
const PING_AFTER_LOOKS = 15
const CUT_AFTER_LOOKS = 20

/** One socket that is watched. */
class Watched {
  readonly #outlet: Pick<Outlet, 'send'>
  readonly #socket: { terminate(): void }
  #quietLooks = 0

  constructor(outlet: Pick<Outlet, 'send'>, socket: { terminate(): void }) {
    this.#outlet = outlet
    this.#socket = socket
  }

  /** The peer said something. */
  hear(): void {
    this.#quietLooks = 0
  }

  look(): void {
    this.#quietLooks += 1
    if (this.#quietLooks === PING_AFTER_LOOKS) this.#outlet.send('PING')
    if (this.#quietLooks >= CUT_AFTER_LOOKS) this.#socket.terminate()
  }
}

/** Who says nothing for 15 s is asked with tRPC's PING, and who then says nothing for 5 s is cut off. One clock for all sockets. */
export class KeepAlive {
  readonly #watched = new Set<Watched>()
  readonly #looking = setInterval(() => {
    for (const watched of this.#watched) watched.look()
  }, LOOK_MS).unref()

  watch(outlet: Pick<Outlet, 'send'>, socket: { terminate(): void }): Watched {
    const watched = new Watched(outlet, socket)
    this.#watched.add(watched)
    return watched
  }

  forget(watched: Watched): void {
    this.#watched.delete(watched)
  }

  stop(): void {
    clearInterval(this.#looking)
  }
}
