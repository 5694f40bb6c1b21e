import { createLine, type Line } from './line.ts'
import { LoadSocket } from './load-socket.ts'
import { findMarks } from './marks.ts'

/** Ids below it are subscriptions. */
const FIRST_REQUEST = 100
const SUBSCRIPTIONS = 2
const DIGIT_0 = 0x30
const LETTER_R = 0x72
/** Where the number of `{"id":1` stands. */
const ID_FROM = 6

/** As the ids of clients who have asked for different things before: few of those who follow a room have the same. */
let lines = 0

export type Request = { method: 'mutation' | 'query'; path: string; input: string }

export type PennypostLineOptions = {
  port: number
  token: string
  conversationId: string
  follows: ('conversation' | 'inbox')[]
  /** What it asks for, with the input as JSON. */
  request: (mark: number) => Request
  /** A shorter answer is not what was asked for. */
  leastAnswerBytes?: number
}

/** Signs in over a WebSocket; resolves once it follows what it is to follow. */
export async function openPennypostLine(options: PennypostLineOptions): Promise<Line> {
  const { port, token, conversationId, follows, request, leastAnswerBytes = 0 } = options
  const conversation = 1 + ((lines * SUBSCRIPTIONS) % (FIRST_REQUEST - SUBSCRIPTIONS))
  lines += 1
  const socket = await LoadSocket.open(port, '/api/trpc?connectionParams=1')
  const line = createLine(socket, (mark) => {
    const { method, path, input } = request(mark)
    socket.send(
      `{"id":${FIRST_REQUEST + mark},"method":"${method}","params":{"path":"${path}","input":${input}}}`,
    )
  })
  const following = Promise.withResolvers<void>()
  let left = follows.length
  if (left === 0) following.resolve()
  const hearPage = (id: number, frame: Buffer) => {
    if (left > 0 && frame.includes('"type":"data"')) left -= 1
    if (left === 0) following.resolve()
    if (id !== conversation) return
    line.eventBytes = frame.length
    findMarks(frame, (mark) => {
      line.heard.add(mark)
      line.onEvent(mark)
    })
  }
  socket.onText = (frame) => {
    if (frame.length === 4) {
      socket.send('PONG')
      return
    }
    const [id, end] = readNumber(frame, ID_FROM)
    if (frame[end + 2] !== LETTER_R) line.onFault(`the server answered ${frame.toString().slice(0, 300)}`)
    else if (id < FIRST_REQUEST) hearPage(id, frame)
    else if (frame.length >= leastAnswerBytes) line.onAnswer(id - FIRST_REQUEST)
    else line.onFault(`the server answered only ${frame.length} bytes`)
  }
  socket.onClose = (code) => following.reject(new Error(`the server closed a socket with ${code}`))
  socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }))
  const follow = (id: number, path: string, input: object) =>
    socket.send(JSON.stringify({ id, method: 'subscription', params: { path, input } }))
  if (follows.includes('conversation')) follow(conversation, 'live.conversation', { conversationId })
  if (follows.includes('inbox')) follow(conversation + 1, 'live.inbox', {})
  await following.promise
  return line
}

function readNumber(frame: Buffer, from: number): [value: number, end: number] {
  let value = 0
  for (let at = from; ; at += 1) {
    const digit = (frame[at] ?? 0) - DIGIT_0
    if (digit < 0 || digit > 9) return [value, at]
    value = value * 10 + digit
  }
}
