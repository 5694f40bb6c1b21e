import { once } from 'node:events'
import { WebSocket } from 'ws'
import { z } from 'zod'

const ANSWER = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.number() }).optional() }),
})

/** What a process holds, read through Node's inspector: bytes of heap and buffers after a full collection. */
export type MemoryMeter = { heldBytes(): Promise<number>; close(): void }

/** @param url what Node prints for `--inspect=0` */
export async function openMemoryMeter(url: string): Promise<MemoryMeter> {
  const socket = new WebSocket(url)
  await once(socket, 'open')
  let last = 0
  const call = async (method: string, params: object = {}): Promise<number> => {
    last += 1
    const id = last
    socket.send(JSON.stringify({ id, method, params }))
    for (;;) {
      const [data] = await once(socket, 'message')
      const answer = ANSWER.safeParse(JSON.parse(String(data)))
      if (answer.success && answer.data.id === id) return answer.data.result.result?.value ?? 0
    }
  }
  return {
    async heldBytes() {
      // Finalisers free more in the second round.
      await call('HeapProfiler.collectGarbage')
      await call('HeapProfiler.collectGarbage')
      const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
      return await call('Runtime.evaluate', { expression, returnByValue: true })
    },
    close: () => socket.close(),
  }
}
