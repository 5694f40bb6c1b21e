import { createConnection, createServer, type Socket } from 'node:net'

/** A stretch of network that can fail, between a client and a server on this machine. */
export type Proxy = AsyncDisposable & {
  port: number
  /** Ends every connection at once, as a cable does. */
  cut(): void
  /** Refuses new connections, or takes them again. */
  refuse(isRefusing: boolean): void
  /** Holds back every byte, both ways, until it flows again; the connections stay. */
  stall(isStalled: boolean): void
}

/** Forwards a free port to another one. */
export async function createProxy(targetPort: number, targetHost = '127.0.0.1'): Promise<Proxy> {
  const pairs = new Set<[Socket, Socket]>()
  let refusing = false
  let stalled = false
  const server = createServer((near) => {
    if (refusing) {
      near.destroy()
      return
    }
    const far = createConnection(targetPort, targetHost)
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => {
        if (!to.write(chunk)) from.pause()
      })
      to.on('drain', () => stalled || from.resume())
      from.on('end', () => to.end())
      from.on('error', () => to.destroy())
      from.on('close', () => {
        to.destroy()
        pairs.delete(pair)
      })
      if (stalled) from.pause()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const cut = () => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    refuse(isRefusing) {
      refusing = isRefusing
    },
    stall(isStalled) {
      stalled = isStalled
      for (const pair of pairs) for (const socket of pair) isStalled ? socket.pause() : socket.resume()
    },
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
