import { tapAnswers } from './tap-answers.ts'

type Held = {
  WebSocket: typeof WebSocket
  /** How many answers wait. */
  count(): number
  /** Lets the answers in, and those that come from then on. */
  release(): void
  /** Keeps those back again that come from then on. */
  hold(): void
}

/** A WebSocket that keeps the answers of one procedure back until they are wanted. */
export function holdAnswers(path: string): Held {
  const waiting: (() => void)[] = []
  let isReleased = false
  return {
    WebSocket: tapAnswers(path, ({ letIn }) => {
      if (isReleased) letIn()
      else waiting.push(letIn)
    }),
    count: () => waiting.length,
    release: () => {
      isReleased = true
      for (const letIn of waiting.splice(0)) letIn()
    },
    hold: () => {
      isReleased = false
    },
  }
}
