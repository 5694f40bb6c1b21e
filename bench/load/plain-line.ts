import { createLine, type Line } from './line.ts'
import { LoadSocket } from './load-socket.ts'
import { findMarks, textOf } from './marks.ts'

/** A bare socket whose frames have as many bytes as those that it is compared with; what it sent comes back as its answer. */
export async function openPlainLine(port: number, frameBytes: number): Promise<Line> {
  const socket = await LoadSocket.open(port, '/')
  const own = new Set<number>()
  const line = createLine(socket, (mark) => {
    own.add(mark)
    socket.send(textOf(mark).padEnd(frameBytes, 'x'))
  })
  socket.onText = (frame) => {
    line.eventBytes = frame.length
    findMarks(frame, (mark) => {
      line.heard.add(mark)
      line.onEvent(mark)
      if (own.delete(mark)) line.onAnswer(mark)
    })
  }
  return line
}
