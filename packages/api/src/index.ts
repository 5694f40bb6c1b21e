export type { Context, Session, Socket } from './context.ts'
export type { AppRouter } from './router.ts'
