import { confirm, isCancel, type ProgressResult, progress } from '@clack/prompts'
import type { Attendant, Progress } from '@pennypost/api'

/** The operator said no. */
export class Declined extends Error {
  override name = 'Declined'
}

export type AttendOptions = {
  /** Whether somebody is there to answer. */
  asks: boolean
  /** Whether progress is drawn rather than written line by line. */
  draws: boolean
  output: NodeJS.WriteStream
}

/** The operator at the command line: questions and progress, all on stderr. */
export function attend({ asks, draws, output }: AttendOptions): Attendant {
  let bar: ProgressResult | null = null
  let drawn = 0

  return {
    async confirm(question) {
      if (!asks) return
      const answer = await confirm({ message: question, initialValue: false, output })
      if (isCancel(answer) || !answer) throw new Declined('Nothing was changed.')
    },
    report(now) {
      if (draws) draw(now)
      else output.write(`${describe(now)}\n`)
    },
  }

  function draw(now: Progress): void {
    if (bar === null) {
      bar = progress({ max: Math.max(now.total ?? 1, 1), output })
      bar.start(describe(now))
    }
    bar.advance(now.done - drawn, describe(now))
    drawn = now.done
    if (now.done === now.total) {
      bar.stop(describe(now))
      bar = null
      drawn = 0
    }
  }
}

function describe({ step, done, total }: Progress): string {
  return `${step}: ${done}${total === null ? '' : ` of ${total}`}`
}
