import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'

/** One connection pool, by two doors: `sql` for statements of ours, `orm` for plain reads. */
export type Database = { sql: Sql; orm: PostgresJsDatabase }
