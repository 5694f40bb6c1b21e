import { defineConfig } from 'drizzle-kit'

/** `generate` writes the migrations, `check` holds them together, `migrate` applies them to DATABASE_URL. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './packages/db/src/schema/index.ts',
  out: './packages/db/migrations',
  schemaFilter: ['pennypost'],
  migrations: { schema: 'pennypost', table: 'migrations' },
  dbCredentials: { url: process.env.DATABASE_URL ?? 'postgres://localhost/pennypost' },
})
