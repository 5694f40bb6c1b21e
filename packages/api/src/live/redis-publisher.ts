import { Cluster } from 'ioredis'
import type { RedisConnection } from '../redis.ts'

/** What Redis has not confirmed is held in memory, so there is a most; what is beyond it is lost, as anything here may be. */
const MOST_UNCONFIRMED = 10_000

/** One command for many topics: a batch of messages has four of them for each. */
const PUBLISH_ALL = `for place = 1, #ARGV / 2 do redis.call('PUBLISH', ARGV[2 * place - 1], ARGV[2 * place]) end`

/** Publishes what one batch of messages has to tell as one command, in a microtask: before any of them is answered. */
export class RedisPublisher {
  readonly #connection: RedisConnection
  #waiting: string[] = []
  #unconfirmed = 0

  constructor(connection: RedisConnection) {
    this.#connection = connection
  }

  publish(topics: readonly string[], text: string): void {
    if (this.#unconfirmed + this.#waiting.length / 2 >= MOST_UNCONFIRMED) return
    if (this.#waiting.length === 0) queueMicrotask(() => this.#flush())
    for (const topic of topics) this.#waiting.push(topic, text)
  }

  #flush(): void {
    const said = this.#waiting
    const count = said.length / 2
    this.#waiting = []
    this.#unconfirmed += count
    // Lost on the way: the readers notice by the change numbers.
    const settle = () => {
      this.#unconfirmed -= count
    }
    this.#send(said).then(settle, settle)
  }

  #send(said: readonly string[]): Promise<unknown> {
    const connection = this.#connection
    // A cluster keeps each topic at a node of its own.
    if (connection instanceof Cluster)
      return Promise.all(pairsOf(said).map(([topic, text]) => connection.spublish(topic, text)))
    const [topic = '', text = ''] = said
    return said.length === 2 ? connection.publish(topic, text) : connection.eval(PUBLISH_ALL, 0, ...said)
  }
}

function pairsOf(said: readonly string[]): [topic: string, text: string][] {
  return Array.from({ length: said.length / 2 }, (_, place) => [
    said[2 * place] ?? '',
    said[2 * place + 1] ?? '',
  ])
}
