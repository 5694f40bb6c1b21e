-- The one clock under TEST_CLOCK=1: as in production, plus what an operator has moved it ahead.
create or replace function pennypost.now() returns timestamptz
language sql volatile as $$
  select date_trunc('milliseconds', clock_timestamp() + coalesce((select ahead from pennypost.test_clock), interval '0'))
$$;

create or replace function pennypost.clock_can_move() returns boolean
language sql immutable parallel safe as $$
  select true
$$;
