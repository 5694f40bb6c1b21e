import { EmbeddedPostgresError } from '@pennypost/db/embedded'
import { EnvironmentError } from './env.ts'

/** Why the server cannot run: one line that says what to do. */
class StartError extends Error {
  override name = 'StartError'
}

/** Does one step of the start, and says of its errors what they mean for whoever started the server. */
export async function explained<T>(
  explain: (code: string, message: string) => string | null,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    const line = explain(findCode(error), error instanceof Error ? error.message : '')
    throw line === null ? error : new StartError(line, { cause: error })
  }
}

/** Postgres says so before it has signed anybody in, and postgres.js before it connects. */
const WRONG_PARAMETER =
  /(?<=^(unrecognized configuration parameter|invalid value for parameter|parameter) ")[^"]+|^target_session_attrs/

/** What an error of the database means while DATABASE_URL is tried. */
export function explainDatabase(code: string, message: string): string | null {
  const [parameter] = WRONG_PARAMETER.exec(message) ?? []
  if (parameter !== undefined)
    return `DATABASE_URL sets ${parameter} after its ?, which Postgres or its driver does not take so; remove it, or correct it.`
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENOENT':
    case 'ETIMEDOUT':
    case 'CONNECT_TIMEOUT':
    case 'CONNECTION_CLOSED':
    case '57P03':
      return 'The database of DATABASE_URL does not answer; is Postgres running, and are host and port right?'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'The host of DATABASE_URL is not known; is its name right?'
    case '28P01':
    case '28000':
      return 'The database refuses the user or the password of DATABASE_URL.'
    case '3D000':
      return 'The database that DATABASE_URL names does not exist; create it first.'
    case '42501':
      return 'The user of DATABASE_URL may not create the schema pennypost; grant CREATE on the database.'
    default:
      return null
  }
}

/** What an error of the network means while the server begins to listen. */
export function explainListen(host: string, port: number): (code: string) => string | null {
  return (code) => {
    switch (code) {
      case 'EADDRINUSE':
        return `PORT ${port} is taken by another program; stop that one, or choose another PORT.`
      case 'EACCES':
        return `PORT ${port} is not allowed to this user; choose one above 1023.`
      case 'EADDRNOTAVAIL':
      case 'EINVAL':
      case 'ENOTFOUND':
      case 'EAI_AGAIN':
        return `HOST ${host} is not an address of this machine; 127.0.0.1 always is.`
      default:
        return null
    }
  }
}

/** One line for the terminal, of anything. */
export function lineOf(error: unknown): string {
  const known = [StartError, EnvironmentError, EmbeddedPostgresError].some((kind) => error instanceof kind)
  if (!(error instanceof Error)) return 'an unknown error'
  const [line = ''] = error.message.split('\n')
  return known || error.name === 'Error' ? line : `${error.name}: ${line}`
}

/** The code of an error, or of what caused it. */
function findCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return findCode(error.cause)
}
