import type { Sql } from 'postgres'
import { freezeClock } from '../model/frozen-clock.ts'

/** What the database says at one instant, and what somebody in that zone could send there. */
export type Spent = {
  atMs: number
  wall: string
  day: string
  resetsAtMs: number
  /** Whether `resets_at` is the first instant of a later local date, by the database's own zone data. */
  resetsAtMidnight: boolean
  /** How many messages cost nothing, of as many as were not refused. */
  free: number
}

type Row = Omit<Spent, 'atMs' | 'resetsAtMs'> & { at_ms: string; resets_at_ms: string; at_midnight: boolean }

/** Puts a function into a test database that sends, at each of many instants, until it is refused. */
export async function prepareSpending(sql: Sql): Promise<void> {
  await freezeClock(sql)
  await sql`insert into pennypost.users (id, name) values ('receiver', 'Receiver')`
  await sql.unsafe(`
    create function frozen.settle(p_time_zone text) returns text language plpgsql as $$
    begin
      insert into pennypost.users (id, name) values (p_time_zone, 'Sender');
      update pennypost.accounts set time_zone = p_time_zone, day_ends_at = '2000-01-01Z' where user_id = p_time_zone;
      return pennypost.create_direct(gen_random_uuid(), p_time_zone, 'receiver', null, '{}') ->> 'conversationId';
    end $$;
    create function frozen.spend(p_time_zone text, p_here uuid, p_instants timestamptz[])
    returns table (at_ms text, wall text, day text, resets_at_ms text, at_midnight boolean, free integer)
    language plpgsql as $$
    #variable_conflict use_column
    declare
      instant timestamptz;
      sent record;
      quota record;
    begin
      foreach instant in array p_instants loop
        perform set_config('frozen.at', instant::text, true);
        free := 0;
        loop
          select * into sent from pennypost.send_messages(array[gen_random_uuid()], array[p_here], array[p_time_zone],
            array['x'], array[null::float8], array[true], array[null::bigint], 20, 10);
          exit when sent.outcome <> 'SENT' or free = 50;
          free := free + 1;
        end loop;
        select * into quota from pennypost.quota_of(p_time_zone, 20, 10);
        at_ms := extract(epoch from instant) * 1000;
        wall := to_char(instant at time zone p_time_zone, 'YYYY-MM-DD HH24:MI:SS');
        day := quota.day;
        resets_at_ms := extract(epoch from quota.resets_at) * 1000;
        at_midnight := (quota.resets_at at time zone p_time_zone)::date > quota.day::date
          and ((quota.resets_at - interval '1 millisecond') at time zone p_time_zone)::date = quota.day::date;
        return next;
      end loop;
    end $$;`)
}

/** Somebody whose zone has always been this one. @returns the conversation in which they may send */
export async function settleIn(sql: Sql, timeZone: string): Promise<string> {
  const [row] = await sql<{ here: string }[]>`select frozen.settle(${timeZone}) as here`
  return row?.here ?? ''
}

/** Sends at each instant until it would cost points that nobody there has. A statement for each few instants. */
export async function spendAllowances(
  sql: Sql,
  timeZone: string,
  conversationId: string,
  instantsMs: readonly number[],
): Promise<Spent[]> {
  const instants = instantsMs.map((atMs) => new Date(atMs).toISOString())
  const rows = await sql<Row[]>`
    select * from frozen.spend(${timeZone}, ${conversationId}, ${instants}::timestamptz[])`
  return rows.map(({ at_ms, resets_at_ms, at_midnight, ...row }) => ({
    ...row,
    atMs: Number(at_ms),
    resetsAtMs: Number(resets_at_ms),
    resetsAtMidnight: at_midnight,
  }))
}
