-- The one clock: this database's, to the millisecond, which is what the wire carries. Nothing can move it.
create or replace function pennypost.now() returns timestamptz
language sql volatile parallel safe as $$
  select date_trunc('milliseconds', clock_timestamp())
$$;

create or replace function pennypost.clock_can_move() returns boolean
language sql immutable parallel safe as $$
  select false
$$;
