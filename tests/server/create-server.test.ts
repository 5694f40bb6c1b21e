import { createServer } from '@pennypost/server'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../world/database.ts'

const authSecret = 'the-secret-of-a-test-0123456789-abcdef'

test('a server that is started again, while it runs or after it has stopped, says so and leaves no connection', async () => {
  await using database = await createTestDatabase()
  const once = 'A server starts once: make another one with createServer.'
  const server = await createServer({ databaseUrl: database.url, authSecret })
  await server.start()
  await expect(server.start()).rejects.toThrow(once)
  await server.stop()
  await expect(server.start()).rejects.toThrow(once)
  const open = () =>
    database.sql`select from pg_stat_activity
      where datname = current_database() and application_name like 'pennypost-server%'`
  await expect.poll(open).toHaveLength(0)
})

test.each(['', 'too short'])('a server is not made with the secret “%s”', async (short) => {
  const options = { databaseUrl: 'postgres://somebody@127.0.0.1:1/nothing', authSecret: short }
  await expect(createServer(options)).rejects.toThrow('authSecret must have at least 16 characters')
})
