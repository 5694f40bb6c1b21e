import { userInfo } from 'node:os'
import { adminRouter, createCallerFactory, operatorContext } from '@pennypost/api'
import type { Database } from '@pennypost/db'
import { attend } from './attend.ts'
import { diagnoseSurroundings } from './doctor/diagnose-surroundings.ts'
import { readEnvironment } from './env.ts'
import { explainFailure, findRefusal } from './explain-failure.ts'
import { findDatabase } from './find-database.ts'
import { toReadable } from './print.ts'
import { readFlags } from './read-flags.ts'
import { runCli } from './run-cli.ts'
import { isExportPage, writeJsonExport, writeReadableExport } from './write-export.ts'

const DONE = 0
const REFUSED_OR_WRONG = 1
const USAGE = 2

/**
 * Runs one command: stdout gets data, stderr talk.
 * @param argv the command's own words, such as `['users', 'show', '--user', 'alice@example.org']`
 * @returns the exit code: 0 done, 1 refused or found wrong, 2 usage
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const { json, yes, words } = readFlags(argv)
  const write = (text: string) => void process.stdout.write(text)
  const fail = (error: unknown) => {
    const refusal = findRefusal(error)
    const line = explainFailure(error, words.slice(0, 2).join(' '))
    process.stderr.write(`${line}\n`)
    if (json) write(`${JSON.stringify(refusal === null ? { error: line } : { refusal })}\n`)
    return REFUSED_OR_WRONG
  }
  const { environment, problems, serverProblems } = readEnvironment()
  if (problems.length > 0 && words[0] !== 'doctor') return fail(new Error(problems.join('; ')))

  const isAttended = process.stdin.isTTY && process.stderr.isTTY && !json
  // Help needs no database, and the doctor tells why there is none.
  const [search] = await Promise.allSettled([findDatabase(environment)])
  const services = {
    get database(): Database {
      if (search.status === 'fulfilled') return search.value
      throw search.reason
    },
    settings: environment.settings,
  }
  const router = adminRouter(services, {
    attendant: attend({
      asks: isAttended && !yes,
      draws: isAttended,
      output: process.stderr,
    }),
    diagnose: () => diagnoseSurroundings(environment, serverProblems),
  })
  const context = operatorContext(userInfo().username)
  try {
    const outcome = await runCli(router, context, words)
    if (outcome.kind === 'failed') return fail(outcome.error)
    if (outcome.kind === 'help') {
      write(json ? `${JSON.stringify({ help: outcome.text })}\n` : outcome.text)
      return DONE
    }
    if (outcome.kind === 'usage') {
      process.stderr.write(outcome.text)
      const [line = ''] = outcome.text.split('\n')
      if (json) write(`${JSON.stringify({ error: line.replace('error: ', '') })}\n`)
      return USAGE
    }
    const { result } = outcome
    if (isExportPage(result)) {
      const { id } = result.conversation
      const caller = createCallerFactory(router)(context)
      const nextPage = (cursor: number) => caller.conversations.export({ id, cursor })
      await (json ? writeJsonExport : writeReadableExport)(result, nextPage, write)
    } else {
      write(json ? `${JSON.stringify(result)}\n` : toReadable(result))
    }
    return isWrong(result) ? REFUSED_OR_WRONG : DONE
  } catch (error) {
    return fail(error)
  } finally {
    if (search.status === 'fulfilled') await search.value.close()
  }
}

/** `audit` and `doctor` answer whether all is well. */
function isWrong(result: unknown): boolean {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false
}
