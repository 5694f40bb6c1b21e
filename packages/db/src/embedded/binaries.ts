import { EmbeddedPostgresError } from './embedded-postgres-error.ts'

/** Absolute paths of the programs that the platform's package ships. */
export type Binaries = { initdb: string; postgres: string }

/** Finds the Postgres of this platform; throws an EmbeddedPostgresError where none is installed. */
export async function requireBinaries(platform = `${process.platform}-${process.arch}`): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform}`
  const paths = await import(packageName).then(readPaths, () => undefined)
  if (paths) return paths
  throw new EmbeddedPostgresError(
    `No embedded Postgres is installed for ${platform} (package ${packageName}): run the install again, or set DATABASE_URL to a Postgres 15 or later of your own.`,
  )
}

function readPaths(module: unknown): Binaries | undefined {
  if (typeof module !== 'object' || module === null) return
  if (!('initdb' in module && 'postgres' in module)) return
  const { initdb, postgres } = module
  return typeof initdb === 'string' && typeof postgres === 'string' ? { initdb, postgres } : undefined
}
