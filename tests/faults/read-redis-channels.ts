import { connect } from 'node:net'

/** The channels that somebody is subscribed to. */
export async function readRedisChannels(port: number): Promise<string[]> {
  const socket = connect(port, '127.0.0.1')
  socket.write('PUBSUB CHANNELS *\r\n')
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      // An array's length, and then for each element its length and itself, a line each.
      const lines = text.split('\r\n')
      const count = Number(lines[0]?.slice(1))
      if (lines.length > 2 * count + 1) return lines.slice(1, -1).filter((_, index) => index % 2 === 1)
    }
    throw new Error('Redis hung up.')
  } finally {
    socket.destroy()
  }
}
