import { Socket } from 'node:net'

const LOOK_EVERY_MS = 1_000
/** The message that ends a handshake: Z, its length, and that no transaction is open. */
const READY_FOR_QUERY = Buffer.from('Z\0\0\0\x05I', 'latin1')

/** Where postgres.js wants to be connected: the hosts of a URL with their ports, or a Unix socket's path. */
type Place = { host: string[]; port: number[]; path: string | false; ssl: unknown }

/**
 * Opens connections for postgres.js that end with an error where it would wait for ever by itself.
 * @param overdueMs how long after a question with no answer the way counts as broken: longer than a statement may take
 */
export function createOpenSocket(overdueMs: number): (place: Place) => Socket {
  let opened = 0
  return ({ host, port, path, ssl }) => {
    const at = opened % host.length
    opened += 1
    const socket = new PostgresSocket({})
    socket.setNoDelay(true)
    const { onAnswer } = failWhenOverdue(socket, overdueMs)
    // Under TLS the data does not come by here, and only the next look finds that there was an answer.
    if (!ssl) {
      socket.on('data', (chunk) => {
        onAnswer()
        socket.takeData(chunk)
      })
    }
    return path ? socket.connect(path) : socket.connect(port[at] ?? 5432, host[at] ?? 'localhost')
  }
}

/**
 * A socket that breaks has closed, and no more is told of it: after an error postgres.js waits before it connects again, three
 * times as long for each connection of the pool that broke in the same instant.
 */
class PostgresSocket extends Socket {
  #isReady = false
  #isBroken = false

  /** Until the database has said that it is ready nothing is asked, and an error tells why it cannot be reached. */
  takeData(chunk: Buffer): void {
    this.#isReady ||= chunk.subarray(-READY_FOR_QUERY.length).equals(READY_FOR_QUERY)
  }

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    if (event === 'error' && this.#isReady) {
      this.#isBroken = true
      return true
    }
    return event === 'close' && this.#isBroken ? super.emit(event, false) : super.emit(event, ...given)
  }
}

/** A statement ends by its own timeout before that, so nobody is there; and ever more would be asked on such a connection. */
function failWhenOverdue(socket: Socket, overdueMs: number): { onAnswer: () => void } {
  let read = 0
  /** How much had been written when something was last read. */
  let answered = 0
  let askedAtMs: number | null = null
  const onAnswer = () => {
    read = socket.bytesRead
    answered = socket.bytesWritten
    askedAtMs = null
  }
  const looking = setInterval(() => {
    if (socket.bytesRead !== read) onAnswer()
    else if (socket.bytesWritten !== answered) askedAtMs ??= performance.now()
    if (askedAtMs !== null && performance.now() - askedAtMs > overdueMs) socket.destroy()
  }, LOOK_EVERY_MS)
  looking.unref()
  socket.once('close', () => clearInterval(looking))
  return { onAnswer }
}
