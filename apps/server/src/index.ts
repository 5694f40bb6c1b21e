export { createServer, type Server } from './create-server.ts'
export { EnvironmentError, readEnvironment } from './env.ts'
export type { ServerOptions } from './server-options.ts'
