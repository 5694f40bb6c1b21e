export { connect, type Database } from './connect.ts'
export { inspectSchema, type SchemaState } from './inspect-schema.ts'
export { type MigrateOptions, migrate } from './migrate.ts'
export * from './schema/index.ts'
