/** The one timer of a client: it runs only while something is due, and at most about once a second. */
export type Ticker = {
  /** Calls `wake` once the server's clock has reached `instantMs`. @returns what cancels it */
  at(instantMs: number, wake: () => void): () => void
  stop(): void
}
