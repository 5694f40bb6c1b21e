import { createLine, type Line } from './line.ts'
import { LoadSocket } from './load-socket.ts'
import { findMarks, textOf } from './marks.ts'

type SocketIoLineOptions = { port: number; token: string; conversationId: string; makeId: () => string }

/** The same in socket.io's own frames: 2 ping, 3 pong, 40 connect, 42 event, 43 answer. */
export async function openSocketIoLine({
  port,
  token,
  conversationId,
  makeId,
}: SocketIoLineOptions): Promise<Line> {
  const socket = await LoadSocket.open(port, '/socket.io/?EIO=4&transport=websocket')
  const line = createLine(socket, (mark) => {
    const input = `{"id":"${makeId()}","conversationId":"${conversationId}","content":"${textOf(mark)}"}`
    socket.send(`42${mark}["send",${input}]`)
  })
  const connected = Promise.withResolvers<void>()
  socket.onText = (frame) => {
    const kind = frame.toString('latin1', 0, 2)
    if (kind === '2') socket.send('3')
    else if (kind === '40') connected.resolve()
    else if (kind === '44') connected.reject(new Error(frame.toString()))
    else if (kind === '43') {
      if (frame.includes('{"error"')) line.onFault(`the peer answered ${frame.toString().slice(0, 300)}`)
      line.onAnswer(Number.parseInt(frame.toString('latin1', 2, 12), 10))
    } else if (kind === '42') {
      line.eventBytes = frame.length
      findMarks(frame, (mark) => {
        line.heard.add(mark)
        line.onEvent(mark)
      })
    }
  }
  socket.send(`40${JSON.stringify({ token })}`)
  await connected.promise
  return line
}
