-- Entries are for ever.
create or replace function pennypost.refuse_ledger_change() returns trigger
language plpgsql as $$
begin
  raise exception 'ledger entries never change: write a new one that moves the points back';
end $$;

-- Everyone has a wallet and an allowance from their first instant.
create or replace function pennypost.open_account() returns trigger
language plpgsql as $$
declare
  today date := (pennypost.now() at time zone 'UTC')::date;
begin
  insert into pennypost.accounts (user_id, day, day_ends_at)
  values (new.id, today, (today + 1)::timestamp at time zone 'UTC');
  -- Sign-ups stamp by the server's clock, which a moved one has left behind.
  if pennypost.clock_can_move() then
    update pennypost.users set created_at = pennypost.now(), updated_at = pennypost.now() where id = new.id;
  end if;
  return new;
end $$;

-- Puts points from the house's grants into a wallet, once for each key. Answers the entry's number, also of an earlier
-- grant by the same key; null where the key was used for another person or amount.
create or replace function pennypost.grant_points(
  p_user_id text, p_points bigint, p_kind text, p_reason text, p_key text, p_now timestamptz)
returns table (entry_number integer, balance_after bigint, is_new boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
  earlier pennypost.ledger;
begin
  perform from pennypost.accounts where user_id = p_user_id for no key update;
  select * into earlier from pennypost.ledger where grant_key = p_key;
  if found then
    if (earlier.user_id, earlier.points, earlier.kind) = (p_user_id, p_points, p_kind)
      and earlier.reason is not distinct from p_reason then
      return query select earlier.number, earlier.balance_after, false;
    end if;
    return;
  end if;
  return query
  with granted as (
    update pennypost.accounts set balance = balance + p_points, entry_count = entry_count + 1
    where user_id = p_user_id
    returning entry_count, balance
  )
  insert into pennypost.ledger as l
    (user_id, number, house, points, balance_after, kind, reason, grant_key, created_at)
  select p_user_id, granted.entry_count, 'grants', p_points, granted.balance, p_kind, p_reason, p_key, p_now
  from granted
  returning l.number, l.balance_after, true;
end $$;
