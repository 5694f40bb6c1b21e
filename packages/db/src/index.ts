export { connect, type Database } from './connect.ts'
export { type MigrateOptions, migrate } from './migrate.ts'
export * from './schema/index.ts'
