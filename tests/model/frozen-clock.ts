import type { Sql } from 'postgres'

/** The database's clock, standing still wherever it is put, to the millisecond. */
export type FrozenClock = { set(atMs: number): Promise<void> }

/**
 * Puts a clock that stands still in the place of a test database's own. Within one statement the setting `frozen.at` goes
 * before it, so that a function can try many instants.
 */
export async function freezeClock(sql: Sql): Promise<FrozenClock> {
  await sql.unsafe(`
    create schema frozen;
    create table frozen.clock (at timestamptz not null);
    insert into frozen.clock values (clock_timestamp());
    create or replace function pennypost.now() returns timestamptz language sql volatile as $$
      select coalesce(nullif(current_setting('frozen.at', true), '')::timestamptz, (select at from frozen.clock))
    $$;`)
  return {
    async set(atMs) {
      await sql`update frozen.clock set at = ${new Date(atMs).toISOString()}`
    },
  }
}
