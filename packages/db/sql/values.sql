-- An instant as the contract writes it.
create or replace function pennypost.iso(at timestamptz) returns text
language sql immutable parallel safe as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create or replace function pennypost.refusal(code text, carries jsonb default '{}') returns jsonb
language sql immutable parallel safe as $$
  select jsonb_build_object('refusal', jsonb_build_object('code', code) || carries)
$$;

create or replace function pennypost.invalid(path text, message text) returns jsonb
language sql immutable parallel safe as $$
  select pennypost.refusal('INVALID_INPUT', jsonb_build_object('issues',
    jsonb_build_array(jsonb_build_object('path', jsonb_build_array(path), 'message', message))))
$$;

-- Whether either of two people has blocked the other.
create or replace function pennypost.is_blocked(one text, other text) returns boolean
language sql stable parallel safe as $$
  select exists (select from pennypost.blocks where (blocker_id, blocked_id) = (one, other))
    or exists (select from pennypost.blocks where (blocker_id, blocked_id) = (other, one))
$$;
