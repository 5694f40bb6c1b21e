import { connect } from '@pennypost/db'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../world/database.ts'

test('a host whose database writes dates its own way and isolates its transactions more is read and written right', async () => {
  await using database = await createTestDatabase()
  await database.sql.unsafe(`do $$ begin
    execute format('alter database %I set datestyle = %L', current_database(), 'SQL, DMY');
    execute format('alter database %I set default_transaction_isolation = %L', current_database(), 'repeatable read');
  end $$`)
  const { sql, close } = connect(database.url)
  try {
    const rows = await sql`
      select timestamptz '2026-11-05 10:00:00.5+00' as at, (date '2026-11-05')::text as day,
        current_setting('transaction_isolation') as isolation`
    expect([...rows]).toEqual([
      { at: '2026-11-05T10:00:00.500Z', day: '2026-11-05', isolation: 'read committed' },
    ])
  } finally {
    await close()
  }
})
