import type { Outlet } from './outlet.ts'

const LOOK_MS = 1_000
const PING_AFTER_LOOKS = 15
const CUT_AFTER_LOOKS = 20

/** `takenBytes`: how much the system has taken of what the socket was ever given. */
type WatchedOutlet = Pick<Outlet, 'send' | 'takenBytes'>
type WatchedSocket = { readonly bufferedAmount: number; terminate(): void }

/** One socket that is watched. */
class Watched {
  readonly #outlet: WatchedOutlet
  readonly #socket: WatchedSocket
  #quietLooks = 0
  #takenBytes = 0
  #wasUnread = false

  constructor(outlet: WatchedOutlet, socket: WatchedSocket) {
    this.#outlet = outlet
    this.#socket = socket
  }

  /** The peer said something. */
  hear(): void {
    this.#quietLooks = 0
  }

  look(): void {
    const isUnread = this.#socket.bufferedAmount > 0
    if (isUnread || this.#wasUnread) this.#lookAtReading()
    this.#wasUnread = isUnread
    this.#quietLooks += 1
    if (this.#quietLooks === PING_AFTER_LOOKS) this.#outlet.send('PING')
    if (this.#quietLooks >= CUT_AFTER_LOOKS) this.#socket.terminate()
  }

  /** Who reads what stood still is alive, and may be unable to say so: a PING lies behind it, and nobody listens meanwhile. */
  #lookAtReading(): void {
    const { takenBytes } = this.#outlet
    if (this.#wasUnread && takenBytes > this.#takenBytes) this.#quietLooks = 0
    this.#takenBytes = takenBytes
  }
}

/** Who says and reads nothing for 15 s is asked with tRPC's PING, and who then does neither for 5 s is cut off. One clock for all sockets. */
export class KeepAlive {
  readonly #watched = new Set<Watched>()
  readonly #looking = setInterval(() => {
    for (const watched of this.#watched) watched.look()
  }, LOOK_MS).unref()

  /** Until `forget`; `hear` is to be called whenever the peer says anything. */
  watch(outlet: WatchedOutlet, socket: WatchedSocket): Watched {
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
