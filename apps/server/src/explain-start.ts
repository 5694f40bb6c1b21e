import { EmbeddedPostgresError } from '@pennypost/db/embedded'
import { EnvironmentError } from './env.ts'

/** Why the server cannot run, in one line that says what to do. */
export function explainStart(error: unknown): string {
  if (error instanceof EnvironmentError || error instanceof EmbeddedPostgresError) return error.message
  if (!(error instanceof Error)) return 'an unknown error'
  const { code, port, path } = detailsOf(error)
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is taken by another program; stop that one, or choose another PORT`
    case 'EADDRNOTAVAIL':
      return 'HOST is not an address of this machine; 127.0.0.1 always is'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `DATA_DIR cannot be written (${path}); choose a folder that this user may write to`
        : `PORT ${port} is not allowed to this user; choose one above 1023`
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR is not a folder (${path})`
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ECONNRESET':
    case 'CONNECT_TIMEOUT':
    case 'CONNECTION_CLOSED':
    case '57P03':
      return 'the database of DATABASE_URL does not answer; is Postgres running, and are host and port right?'
    case '28P01':
    case '28000':
      return 'the database refuses the user or the password of DATABASE_URL'
    case '3D000':
      return 'the database that DATABASE_URL names does not exist; create it first'
    case '42501':
      return 'the user of DATABASE_URL may not create the schema pennypost; grant CREATE on the database'
    default:
      return error.message.split('\n')[0] ?? 'an unknown error'
  }
}

function detailsOf(error: Error) {
  const details = new Map(Object.entries(error))
  return { code: details.get('code'), port: details.get('port'), path: details.get('path') }
}
