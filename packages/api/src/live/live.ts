export type Live = { stop(): Promise<void> }
