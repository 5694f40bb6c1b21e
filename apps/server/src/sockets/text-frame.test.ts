import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { joinedFrame, payloadOf, textFrame } from './text-frame.ts'

let server: WebSocketServer
let client: WebSocket
let served: WebSocket
let stream: Socket

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a server that listens has a port')
  const admitted = new Promise<void>((resolve) => {
    server.once('connection', (socket, request) => {
      served = socket
      stream = request.socket
      resolve()
    })
  })
  client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  await Promise.all([admitted, once(client, 'open')])
})

afterEach(() => {
  client.terminate()
  server.close()
})

/** @returns what the client hears, as texts, until the server's side has closed */
async function heardBy(socket: WebSocket): Promise<string[]> {
  const heard: string[] = []
  socket.on('message', (data, isBinary) => heard.push(isBinary ? 'binary' : String(data)))
  await once(socket, 'close')
  return heard
}

// A header has one of three lengths, by the bytes behind it.
const LENGTHS = [0, 1, 124, 125, 126, 127, 65_534, 65_535, 65_536, 300_000]

test.each(['a', 'é', '語', '🦉'])(
  'texts of %s of any length reach a WebSocket client as they are',
  async (letter) => {
    const texts = LENGTHS.map((bytes) => {
      const letters = letter.repeat(Math.floor(bytes / Buffer.byteLength(letter)))
      return letters + 'x'.repeat(bytes - Buffer.byteLength(letters))
    })
    const heard = heardBy(client)
    for (const text of texts) stream.write(textFrame(text))
    served.close()
    expect(await heard).toEqual(texts)
  },
)

test('a text whose end is encoded already is the frame of the whole text', () => {
  for (const bytes of LENGTHS) {
    const [head, end] = ['é{', 'é'.repeat(bytes / 2)]
    const frame = joinedFrame(head, Buffer.from(end))
    expect(frame.equals(textFrame(head + end))).toBe(true)
    expect(payloadOf(frame).toString()).toBe(head + end)
  }
})

test('frames keep their order among those that ws sends by itself', async () => {
  const heard = heardBy(client)
  for (let round = 0; round < 20; round += 1) {
    stream.write(textFrame(`ours ${round}`))
    served.ping()
    served.send(`its own ${round}`)
  }
  served.close()
  expect(await heard).toEqual(
    Array.from({ length: 20 }, (_, round) => [`ours ${round}`, `its own ${round}`]).flat(),
  )
})
