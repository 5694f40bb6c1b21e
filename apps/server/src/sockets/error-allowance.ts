import { LIMITS } from '@pennypost/domain'

/** The other half is for the error that fills the socket. */
const MOST_BYTES = LIMITS.unaskedOutputBytes / 2

/**
 * How much of errors a full socket may be given. They wait for no space, and sixty thousand bytes of garbage are answered with a
 * million; but an ordinary refusal while much is unread has to cost nobody the socket.
 */
export class ErrorAllowance {
  #givenBytes = 0

  /** @returns false where the reader has had enough of them */
  take(bytes: number, isFull: boolean): boolean {
    this.#givenBytes = isFull ? this.#givenBytes + bytes : 0
    return this.#givenBytes <= MOST_BYTES
  }
}
