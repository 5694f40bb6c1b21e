import type { adminRouter, Context } from '@pennypost/api'
import { Command, createCli, FailedToExitError, type TrpcCliRunParams } from 'trpc-cli'
import { judgeValues } from './judge-values.ts'

export type Outcome =
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; error: unknown }
  /** Help was asked for. */
  | { kind: 'help'; text: string }
  /** The words make no command: what is wrong with them, and what would make one. */
  | { kind: 'usage'; text: string }

const DESCRIPTION = `What operators do. Everywhere: --json for one JSON value on stdout, --yes to answer questions.
It works on the database of DATABASE_URL, or on the embedded one that runs in DATA_DIR.`

/** Makes commands and options of the router's procedures and inputs, and calls the one that the words name. */
export async function runCli(
  router: ReturnType<typeof adminRouter>,
  context: Context,
  words: string[],
): Promise<Outcome> {
  let result: unknown
  let text = ''
  const failures: unknown[] = []
  let code = 0
  const cli = createCli({ router, context, name: 'npm run admin --', description: DESCRIPTION })
  const end = (exitCode: number): never => {
    code = exitCode
    throw new FailedToExitError('ended', { exitCode, cause: null })
  }
  const say = (more: string) => {
    text += more
  }
  const params: TrpcCliRunParams = {
    argv: words,
    prompts: false,
    logger: {
      info: (value) => {
        if (typeof value === 'string') say(value)
        else result = value
      },
      error: (value) => say(`${value}`),
    },
    formatError: (error) => {
      failures.push(error)
      return 'failed'
    },
    process: { exit: end },
  }
  const program = cli.buildProgram(params)
  if (program instanceof Command) judgeValues(program)
  // Left alone, a group of commands would write and end the process by itself.
  for (const group of program.commands ?? [])
    if (group instanceof Command)
      group.exitOverride(({ exitCode }) => end(exitCode)).configureOutput({ writeOut: say, writeErr: say })
  try {
    await cli.run(params, program)
  } catch (error) {
    if (!(error instanceof FailedToExitError)) throw error
  }
  if (failures.length > 0) return { kind: 'failed', error: failures[0] }
  if (code !== 0) return { kind: 'usage', text }
  return result === undefined ? { kind: 'help', text } : { kind: 'done', result }
}
