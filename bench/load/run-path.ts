import type { createSendPath } from '@pennypost/api'
import { createMessageIds } from './ids.ts'
import { textOf } from './marks.ts'
import { VoidRun } from './run-load.ts'

type PathLoad = {
  path: ReturnType<typeof createSendPath>
  /** Each sends again once it is answered. */
  senders: { senderId: string; conversationId: string }[]
  seconds: number
}

/** Puts load on the send path itself, without sockets. @throws VoidRun where a message is refused */
export async function runPath({
  path,
  senders,
  seconds,
}: PathLoad): Promise<{ messages: number; seconds: number }> {
  const makeId = createMessageIds()
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1_000
  let messages = 0
  const sendOn = async (sender: PathLoad['senders'][number]) => {
    while (performance.now() < endsAt) {
      messages += 1
      const content = textOf(messages)
      const { outcome } = await path.add({
        ...sender,
        id: makeId(),
        content,
        expirationHours: undefined,
        maxPoints: null,
      })
      if (outcome !== 'SENT') throw new VoidRun(`a message was answered ${outcome}`)
    }
  }
  await Promise.all(senders.map(sendOn))
  return { messages, seconds: (performance.now() - startedAt) / 1_000 }
}
