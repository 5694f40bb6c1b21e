import { randomBytes } from 'node:crypto'
import { migrate } from '@pennypost/db'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../world/database.ts'
import { startServer } from './test-server.ts'

test('a role that owns the schema pennypost, and may make no other, brings it up to date and serves it', async () => {
  await using database = await createTestDatabase()
  const { sql } = database
  const role = `role_${randomBytes(6).toString('hex')}`
  await sql.unsafe(
    `drop schema pennypost cascade; create role ${role} login; create schema pennypost authorization ${role}`,
  )
  try {
    const url = database.url.replace(/\/\/[^@]*@/, `//${role}@`)
    await migrate(url, { testClock: true })
    await migrate(url, { testClock: true })
    await using server = await startServer(url)
    expect((await server.get('/readyz')).status).toBe(200)
    expect((await server.signUp('Ada')).answer.status).toBe(200)
  } finally {
    await sql.unsafe(`drop owned by ${role} cascade; drop role ${role}`)
  }
})
