import type { Participant } from '@pennypost/domain'

export type UseTypingResult = {
  /** The others who are typing now. */
  typers: readonly Pick<Participant, 'userId' | 'name'>[]
  /** Tell of every change of the text; an empty one means stop. */
  keystroke(text: string): void
  /** On blur. Sending stops it by itself. */
  stop(): void
}

export function useTyping(_conversationId: string | null | undefined): UseTypingResult {
  return { typers: [], keystroke: () => undefined, stop: () => undefined }
}
