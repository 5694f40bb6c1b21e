export { createServer, type Server } from './create-server.ts'
export { EnvironmentError, readEnvironment } from './env.ts'
export { createLog } from './log.ts'
export type { ServerOptions } from './server-options.ts'
