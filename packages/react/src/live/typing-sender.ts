import type { MessagingClient } from '@pennypost/client'
import { POLICY } from '@pennypost/domain'

/** Tells the others that one is typing, seldom; one for all who ask, so that they do not add up. */
export type TypingSender = {
  /** An empty text means stop. */
  keystroke(conversationId: string, text: string): void
  stop(conversationId: string): void
}

type Typing = { toldAtMs: number; idle: ReturnType<typeof setTimeout> | undefined }

const IDLE_MS = 5_000

/** The little of a client that it needs. */
export type TypingChannel = {
  connection: Pick<MessagingClient['connection'], 'status'>
  trpc: {
    typing: { set: { mutate(input: { conversationId: string; isTyping: boolean }): Promise<unknown> } }
  }
}

export function createTypingSender({ trpc, connection }: TypingChannel): TypingSender {
  const typing = new Map<string, Typing>()

  function tell(conversationId: string, isTyping: boolean): void {
    // Typing that is told late is told wrong.
    if (connection.status.get().state !== 'online') return
    trpc.typing.set.mutate({ conversationId, isTyping }).catch(() => undefined)
  }

  function stop(conversationId: string): void {
    const current = typing.get(conversationId)
    if (current === undefined) return
    clearTimeout(current.idle)
    typing.delete(conversationId)
    tell(conversationId, false)
  }

  return {
    stop,
    keystroke: (conversationId, text) => {
      if (text.trim() === '') {
        stop(conversationId)
        return
      }
      const current = typing.get(conversationId) ?? { toldAtMs: Number.NEGATIVE_INFINITY, idle: undefined }
      typing.set(conversationId, current)
      clearTimeout(current.idle)
      current.idle = setTimeout(() => stop(conversationId), IDLE_MS)
      if (performance.now() - current.toldAtMs < POLICY.typingRepeatMs) return
      current.toldAtMs = performance.now()
      tell(conversationId, true)
    },
  }
}
