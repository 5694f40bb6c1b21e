import { setTimeout as delay } from 'node:timers/promises'
import { uuidv7 } from 'uuidv7'
import { reflectProcedures } from '../world/reflect-procedures.ts'
import { Account } from './account.ts'
import { BareSocket, type Reply } from './bare-socket.ts'
import { createChance } from './chance.ts'
import { Cluster } from './cluster.ts'
import { createMalformed, type Known } from './malformed.ts'
import type { RunOptions } from './play.ts'

const SOCKETS = 4
const AT_ONCE = 250
const ANSWER_MS = 60_000
/** What caches and compiled code may add. */
const GROWTH_BYTES = 24 * 1024 * 1024

export type FramesReport = {
  seed: number
  frames: number
  /** The calls among them that were answered. */
  answers: number
  violations: string[]
  heapBytes: number[]
}

/** A server process is sent frames that nobody should send; it answers, none is a fault, and its memory comes back. */
export async function runFrames({
  frames,
  seed,
  onProgress = () => {},
  root,
}: RunOptions & { frames: number }): Promise<FramesReport> {
  const violations: string[] = []
  const cluster = await Cluster.start({
    inspect: true,
    onSurprise: (what) => violations.push(what),
    ...(root !== undefined && { root }),
  })
  const inspector = await cluster.servers[0].inspector()
  const heapBytes: number[] = []
  let sent = 0
  let answers = 0
  const ticker = setInterval(() => onProgress(`${sent}/${frames} frames  ${violations.length} wrong`), 2_000)
  try {
    const [origin] = cluster.origins
    const { account, known } = await prepare(cluster)
    const token = await account.token()
    const [first, ...others] = reflectProcedures()
    if (first === undefined) throw new Error('The router has no procedures.')
    const malformed = createMalformed([first, ...others], known, createChance(seed))
    const recent = new Map<number, string>()
    const judge = ({ id, error }: Reply) => {
      if (error?.data?.code !== 'INTERNAL_SERVER_ERROR' || violations.length > 100) return
      violations.push(`INTERNAL_SERVER_ERROR for ${recent.get(Number(id)) ?? `id ${JSON.stringify(id)}`}`)
    }
    const batch = async () => {
      const answered = Promise.withResolvers<void>()
      const socket = new BareSocket(origin, token, (reply) => {
        judge(reply)
        answers += 1
        if (reply.id === 'the last') answered.resolve()
      })
      await Promise.race([new Promise((resolve) => socket.socket.once('open', resolve)), socket.closed])
      for (let count = 0; count < AT_ONCE && sent < frames; count += 1) {
        sent += 1
        const frame = malformed(sent)
        recent.set(sent, frame.toString().slice(0, 400))
        recent.delete(sent - 20 * AT_ONCE)
        socket.send(frame)
      }
      socket.say({ id: 'the last', method: 'query', params: { path: 'users.me' } })
      const late = delay(ANSWER_MS, 'late', { ref: false })
      // A batch may cost its sender the socket, but never silence.
      if ((await Promise.race([answered.promise, socket.closed, late])) === 'late')
        violations.push(`a socket stayed open and said nothing for ${ANSWER_MS} ms`)
      socket.socket.terminate()
    }
    const until = (goal: number) =>
      Promise.all(
        Array.from({ length: SOCKETS }, async () => {
          while (sent < goal) await batch()
        }),
      )
    await until(frames / 4)
    heapBytes.push(await inspector.heapBytes())
    await until(frames)
    await delay(2_000)
    heapBytes.push(await inspector.heapBytes())
    const [before = 0, after = 0] = heapBytes
    if (after > before + GROWTH_BYTES) violations.push(`the heap grew from ${before} to ${after} bytes`)
    await account.connect(0).trpc.users.me.query()
    violations.push(...(await cluster.readLogs()).filter((line) => /unhandled|MaxListeners/i.test(line)))
  } catch (error) {
    violations.push(`the run broke off: ${error instanceof Error ? error.stack : error}`)
  } finally {
    clearInterval(ticker)
    inspector.close()
    violations.push(...(await cluster.stop()).map((left) => `${left} was left over`))
  }
  if (violations.length === 0) await cluster.removeFolder()
  return { seed, frames: sent, answers, violations, heapBytes }
}

async function prepare({ origins }: Cluster): Promise<{ account: Account; known: Known }> {
  const account = await Account.signUp(origins, 'attacker')
  const other = await Account.signUp(origins, 'other')
  const { trpc, close } = account.connect(0)
  const { conversation } = await trpc.conversations.create.mutate({ receiverId: other.id })
  const messageId = uuidv7()
  await trpc.messages.send.mutate({ id: messageId, conversationId: conversation.id, content: 'before' })
  await close()
  return { account, known: { conversationId: conversation.id, userId: other.id, messageId } }
}
