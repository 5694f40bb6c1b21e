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
