/** Postgres says so before it has signed anybody in, and postgres.js before it connects. */
const WRONG_PARAMETER =
  /(?<=^(unrecognized configuration parameter|invalid value for parameter|parameter) ")[^"]+|^target_session_attrs/

/**
 * What an error of the database, or of the way to it, means for whoever gave DATABASE_URL: one line that says what to do.
 * @returns null where it is no matter of DATABASE_URL
 */
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
      return 'The user of DATABASE_URL may not make or use the schema pennypost; let it own that schema, or grant it CREATE on the database.'
    default:
      return null
  }
}
