import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/** A connection of a test's own to a Redis on this machine, in the protocol's plain lines. */
export class RedisLine implements Disposable {
  /** What Redis has said so far. */
  readonly lines: string[] = []
  readonly #socket: Socket
  readonly #reader

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#reader = createInterface({ input: this.#socket })
    this.#reader.on('line', (line) => this.lines.push(line))
  }

  /** Says one command and waits for a line of what is answered that holds `answer`. */
  async ask(command: string, answer: string): Promise<void> {
    this.#socket.write(`${command}\r\n`)
    await this.until((lines) => lines.some((line) => line.includes(answer)))
  }

  async until(isWanted: (lines: readonly string[]) => boolean): Promise<void> {
    const signal = AbortSignal.timeout(5_000)
    while (!isWanted(this.lines)) await once(this.#reader, 'line', { signal })
  }

  [Symbol.dispose](): void {
    this.#socket.destroy()
  }
}
