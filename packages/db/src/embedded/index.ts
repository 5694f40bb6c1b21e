export type { EmbeddedConnection } from './connection.ts'
export { makeDataFolder } from './data-folder.ts'
export { DataFolderInUseError, EmbeddedPostgresError } from './embedded-postgres-error.ts'
export { findEmbeddedPostgres } from './find-embedded-postgres.ts'
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './start-embedded-postgres.ts'
