import type { Services } from './services.ts'

/** What operators' actions and reads work with: they need no running server, only its database. */
export type OperatorServices = Pick<Services, 'database' | 'settings'>
