import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedConnection, startEmbeddedPostgres } from '@pennypost/db/embedded'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** the Postgres of this test run, by a role that may create databases */
    postgres: EmbeddedConnection
  }
}

/**
 * Starts one Postgres for a project's whole run; tests make their databases in it and find it with
 * `inject('postgres')`. Nothing in it outlives the run, so it need not wait for the disk.
 */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pennypost-tests-'))
  const settings = { fsync: false, full_page_writes: false, synchronous_commit: 'off', max_connections: 300 }
  const server = await startEmbeddedPostgres({ dataDir, settings })
  const { url, host, port, user, database } = server
  project.provide('postgres', { url, host, port, user, database })
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
