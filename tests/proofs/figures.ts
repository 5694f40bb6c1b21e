import { appendFileSync } from 'node:fs'

/**
 * How large a proof is in this run: `small` in `npm test`, and what `npm run proofs` asks for there.
 * @param name as in `npm run proofs -- --name 5000`
 */
export function sizeOf(name: string, small: number): number {
  const given = process.env[`PROOF_${name.toUpperCase()}`]
  if (given === undefined) return small
  const size = Number(given)
  if (!Number.isSafeInteger(size) || size < 1)
    throw new Error(`--${name} is ${given}: expected a whole number above 0`)
  return size
}

/** Which sequences to try: those of an earlier run, by what it printed when it failed; else new ones. */
export function replayOf(): { seed?: number; path?: string } {
  const { PROOF_SEED: seed, PROOF_PATH: path } = process.env
  return { ...(seed && { seed: Number(seed) }), ...(path && { path }) }
}

/** Tells `npm run proofs` what was found; in `npm test` nobody listens. */
export function reportFigures(proof: string, figures: Record<string, number | string>): void {
  tell({ proof, figures })
}

/** Tells `npm run proofs` what is worth a line of its own under the figures. */
export function reportNotes(proof: string, notes: readonly string[]): void {
  tell({ proof, notes })
}

/** Tells `npm run proofs` how far a long proof is. */
export function reportProgress(proof: string, done: number, total: number): void {
  tell({ proof, done, total })
}

/** A time limit for a proof of some size, in milliseconds. */
export function timeFor(size: number, msEach: number): number {
  return 60_000 + size * msEach
}

function tell(line: object): void {
  const report = process.env.PROOF_REPORT
  if (report !== undefined) appendFileSync(report, `${JSON.stringify(line)}\n`)
}
