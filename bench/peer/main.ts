import { fastify } from 'fastify'
import postgres from 'postgres'
import { Server } from 'socket.io'
import { z } from 'zod'
import { listen } from '../surroundings/listen.ts'
import { sendMessage } from './send-message.ts'

const MESSAGE = z.object({ id: z.uuid(), conversationId: z.uuid(), content: z.string().min(1).max(5_000) })
const HANDSHAKE = z.object({ token: z.string() })

const { DATABASE_URL = '', DATABASE_HOST = '' } = process.env
const sql = postgres(DATABASE_URL, { host: DATABASE_HOST, max: 16 })
const app = fastify()
const io = new Server(app.server, { serveClient: false })

io.use(async (socket, next) => {
  const { token } = HANDSHAKE.parse(socket.handshake.auth)
  const [user] = await sql<{ id: string }[]>`select id from peer.users where token = ${token}`
  if (user === undefined) return next(new Error('not signed in'))
  socket.data.userId = user.id
  const rooms = await sql<{ conversation_id: string }[]>`
    select conversation_id from peer.participants where user_id = ${user.id}`
  await socket.join(rooms.map((room) => room.conversation_id))
  next()
})

io.on('connection', (socket) => {
  const userId = String(socket.data.userId)
  socket.on('send', async (input: unknown, answer: (result: object) => void) => {
    try {
      const message = await sendMessage(sql, userId, MESSAGE.parse(input))
      io.to(message.conversationId).emit('message', message)
      answer({ message })
    } catch (error) {
      answer({ error: error instanceof Error ? error.message : 'unknown' })
    }
  })
})

app.get('/healthz', () => ({ ok: true }))
await listen(app)
