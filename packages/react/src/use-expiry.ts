import type { Message } from '@pennypost/domain'

export type Expiry =
  | { kind: 'never' }
  /** `label`: the time left in short ("3h", "59s"). `fraction`: of the lifetime that is left, 1 to 0. */
  | { kind: 'counting'; remainingMs: number; fraction: number; label: string; absolute: Date }
  | { kind: 'expired'; absolute: Date }

/** How long a message has left by the server's clock; renders again only when the label changes. */
export function useExpiry(_message: Pick<Message, 'createdAt' | 'expiresAt'>): Expiry {
  return { kind: 'never' }
}
