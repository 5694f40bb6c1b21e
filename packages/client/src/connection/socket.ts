const ANSWER_MS = 5_000

/**
 * Gives a socket up at once. A close handshake with a peer that is gone takes long, and until it ends nobody
 * hears of it, so the event is brought forward.
 */
export function abandon(socket: WebSocket): void {
  if ('terminate' in socket && typeof socket.terminate === 'function') {
    socket.terminate()
    return
  }
  const wasOpen = socket.readyState === socket.OPEN
  socket.close()
  if (wasOpen) socket.dispatchEvent(new Event('close'))
}

/** Asks the server for a sign of life, and gives the socket up where none comes. */
export function probe(socket: WebSocket): void {
  if (socket.readyState !== socket.OPEN) return
  const deadline = setTimeout(() => abandon(socket), ANSWER_MS)
  // By hand, and not by a signal, which the sockets of `ws` do not know.
  const answered = () => {
    clearTimeout(deadline)
    socket.removeEventListener('message', answered)
    socket.removeEventListener('close', answered)
  }
  socket.addEventListener('message', answered)
  socket.addEventListener('close', answered)
  socket.send('PING')
}

/** The address for WebSockets of a tRPC endpoint that may be given as `http(s)` or as a path. */
export function webSocketUrl(url: string): string {
  const base = typeof location === 'undefined' ? undefined : location.href
  const address = new URL(url, base)
  address.protocol = address.protocol.replace(/^http/, 'ws')
  return address.href
}
