/** How far a long command has come; `total` is null where nobody knows. */
export type Progress = { step: string; done: number; total: number | null }

/** Somebody who watches an operator's command. Over the network nobody does: nothing is asked and nothing told. */
export type Attendant = {
  /** Asks before something is destroyed. @throws where the answer is no */
  confirm(question: string): Promise<void>
  report(progress: Progress): void
}

export const NOBODY: Attendant = { confirm: async () => {}, report: () => {} }
