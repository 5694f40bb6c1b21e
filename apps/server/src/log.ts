import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino'
import pretty from 'pino-pretty'

/**
 * Structured lines, on stdout unless given another destination; there, for people where a terminal reads them.
 * Nothing that a person wrote can enter: requests are named by route, errors told without their message.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  }
  if (destination !== undefined) return pino(options, destination)
  if (!process.stdout.isTTY) return pino(options)
  return pino(options, pretty({ translateTime: 'HH:MM:ss.l', singleLine: true }))
}

/** What one may know of an error: its kind and place. Messages quote SQL, parameters, and what people wrote. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const details = new Map(Object.entries(error))
  return {
    type: error.name,
    ...pick(details, ['code', 'constraint_name', 'table_name', 'routine', 'syscall', 'statusCode']),
    ...((details.has('syscall') || isOurMistake(error)) && { message: error.message }),
    stack: (error.stack ?? '')
      .replace(error.message, '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .join('\n'),
    ...(error.cause !== undefined && depth < 4 && { cause: describeError(error.cause, depth + 1) }),
  }
}

function isOurMistake(error: Error): boolean {
  const ours = [TypeError, ReferenceError, RangeError].some((kind) => error instanceof kind)
  return ours && !('code' in error)
}

function pick(details: Map<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => details.has(name)).map((name) => [name, details.get(name)]),
  )
}
