import { createHash, randomBytes } from 'node:crypto'

/** What one canary says: text that occurs nowhere else, however little of it is quoted. */
export type Canary = { id: string; conversationId: string; senderId: string; content: string }

const ALGORITHMS = ['md5', 'sha1', 'sha256', 'sha512'] as const

/**
 * Words for canaries, and a nose for them: whole or in part, in any case of letters, in hex or base64, and by the usual
 * fingerprints of a whole text.
 */
export class Probe {
  readonly #marker = `canary${randomBytes(5).toString('hex')}`
  readonly #spellings: string[]
  readonly #fingerprints = new Set<string>()

  constructor() {
    // The first and last letters of a base64 depend on the neighbours, which are unknown.
    const base64 = ['', 'x', 'xx'].map((before) =>
      Buffer.from(before + this.#marker)
        .toString('base64url')
        .slice(before.length === 0 ? 0 : 4, -4),
    )
    this.#spellings = [this.#marker, Buffer.from(this.#marker).toString('hex'), ...base64].map((spelling) =>
      spelling.toLowerCase(),
    )
  }

  /** A text for the `number`th canary. */
  word(number: number): string {
    const token = `${this.#marker}-${number}`
    const content = `${token} ${token}`
    for (const algorithm of ALGORITHMS) {
      const digest = createHash(algorithm).update(content).digest()
      this.#fingerprints.add(digest.toString('hex'))
      this.#fingerprints.add(digest.toString('base64url'))
    }
    return content
  }

  /** @returns what smells of a canary, with a little around it; null: nothing */
  find(text: string): string | null {
    const lower = text.toLowerCase()
    for (const spelling of this.#spellings) {
      const at = lower.indexOf(spelling)
      if (at >= 0) return text.slice(Math.max(0, at - 60), at + 60)
    }
    for (const [candidate] of text.matchAll(/[\w+/-]{22,}/g)) {
      const plain = candidate.replaceAll('+', '-').replaceAll('/', '_')
      if (this.#fingerprints.has(plain) || this.#fingerprints.has(plain.toLowerCase())) return candidate
    }
    return null
  }
}
