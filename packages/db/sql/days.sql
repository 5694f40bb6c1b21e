-- The day of a person's allowance: which one it is, and when it ends. Nothing resets it; a day that is over counts as unused.

-- The first instant whose local clock reads 00:00 of a date. Postgres takes a midnight that happens twice for its second,
-- so the hours before it are tried (clocks have gone back by three at once: Antarctica/Casey, to midnight); one that is
-- skipped is the instant of the skip, which Postgres gives by itself.
create or replace function pennypost.local_midnight(p_time_zone text, p_day date) returns timestamptz
language sql stable parallel safe as $$
  select min(candidate)
  from (select p_day::timestamp at time zone p_time_zone as usual) u,
    lateral (select usual - quarter * interval '15 minutes' as candidate from generate_series(0, 16) quarter) c
  where candidate = usual or candidate at time zone p_time_zone = p_day::timestamp
$$;

-- A chosen zone takes effect at the reset. Its first day runs from there to the first local midnight that is at least
-- 23 hours away (the shortest day of any fixed zone), and bears the date it ends on.
create or replace function pennypost.current_day(
  a pennypost.accounts, p_now timestamptz, out day date, out day_ends_at timestamptz, out time_zone text,
  out next_time_zone text, out free_used integer, out day_began_at timestamptz)
language plpgsql stable as $$
declare
  earliest timestamptz;
begin
  if p_now < a.day_ends_at then
    day := a.day;
    day_ends_at := a.day_ends_at;
    time_zone := a.time_zone;
    next_time_zone := a.next_time_zone;
    free_used := a.free_used;
    day_began_at := a.day_began_at;
    return;
  end if;
  free_used := 0;
  time_zone := coalesce(a.next_time_zone, a.time_zone);
  if a.next_time_zone is not null then
    earliest := a.day_ends_at + interval '23 hours';
    day := (earliest at time zone time_zone)::date;
    day_ends_at := pennypost.local_midnight(time_zone, day);
    if day_ends_at < earliest then
      day_ends_at := pennypost.local_midnight(time_zone, day + 1);
    else
      day := day - 1;
    end if;
    if p_now < day_ends_at then
      day_began_at := a.day_ends_at;
      return;
    end if;
  end if;
  day := (p_now at time zone time_zone)::date;
  day_ends_at := pennypost.local_midnight(time_zone, day + 1);
  if day_ends_at <= p_now then
    day_ends_at := (day + 1)::timestamp at time zone time_zone;
  end if;
end $$;

-- What it answered in versions before, unless a host has built on it.
do $$ begin
  drop type if exists pennypost.day_state;
exception when dependent_objects_still_exist then null;
end $$;

-- The parts of a person's quota, at an instant, under the server's figures where the person has none of their own.
create or replace function pennypost.quota_of(p_user_id text, p_daily_free_limit integer, p_points_per_message bigint)
returns table (used_today integer, daily_free_limit integer, points_per_message bigint, balance bigint,
  day text, time_zone text, resets_at timestamptz)
language sql volatile as $$
  select s.free_used, coalesce(a.daily_free_limit, p_daily_free_limit),
    coalesce(a.points_per_message, p_points_per_message), a.balance, s.day::text, s.time_zone, s.day_ends_at
  from pennypost.accounts a
  cross join lateral pennypost.current_day(a, (select pennypost.now())) s
  where a.user_id = p_user_id
$$;
