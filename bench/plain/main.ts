import fastifyWebsocket from '@fastify/websocket'
import { fastify } from 'fastify'
import { listen } from '../surroundings/listen.ts'

const app = fastify()
await app.register(fastifyWebsocket, { options: { perMessageDeflate: false } })
app.get('/', { websocket: true }, (socket) => {
  socket.on('message', (data) => {
    const text = String(data)
    for (const client of app.websocketServer.clients) client.send(text)
  })
})
await listen(app)
