import { once } from 'node:events'
import { createLine, type Line, openSocket } from './line.ts'
import { findMarks, textOf } from './marks.ts'

/** A bare socket whose frames have as many bytes as those that it is compared with; what it sent comes back as its answer. */
export async function openPlainLine(port: number, frameBytes: number): Promise<Line> {
  const socket = openSocket(`ws://127.0.0.1:${port}/`)
  await once(socket, 'open')
  const own = new Set<number>()
  const line = createLine(socket, (mark) => {
    own.add(mark)
    socket.send(textOf(mark).padEnd(frameBytes, 'x'))
  })
  socket.on('message', (frame: Buffer) => {
    line.eventBytes = frame.length
    findMarks(frame, (mark) => {
      line.heard.add(mark)
      line.onEvent(mark)
      if (own.delete(mark)) line.onAnswer(mark)
    })
  })
  return line
}
