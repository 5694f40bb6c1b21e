import { connect } from 'node:net'

/** How to reach an embedded Postgres: the same as URL (see `socketHost`) and in parts, for postgres.js. */
export type EmbeddedConnection = { url: string; host: string; port: number; user: string; database: string }

const port = 5432
const name = 'pennypost'

/** The connection of the embedded Postgres whose socket lies in the given folder. */
export function connectionTo(socketDir: string): EmbeddedConnection {
  const url = `postgres://${name}@${encodeURIComponent(socketDir)}:${port}/${name}`
  return { url, host: socketDir, port, user: name, database: name }
}

/** The file of the connection's Unix socket. */
export function socketPath({ host, port }: EmbeddedConnection): string {
  return `${host}/.s.PGSQL.${port}`
}

/** Whether something listens on the connection's socket. */
export function answers(connection: EmbeddedConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath(connection))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
