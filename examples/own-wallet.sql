-- A host's own wallet in the place of Pennypost's. What the host has: a row for each person who has points.
create schema shop;
create table shop.wallets (person_id text primary key, points bigint not null check (points >= 0));

-- Takes the points. A row that it answers has paid; who is not among them hears NOT_ENOUGH_POINTS. `accounts.balance` is what
-- people are told of their wallet, and whoever calls this holds that row's lock.
create or replace function pennypost.charge(
  p_user_ids text[], p_points bigint[], p_kind text, p_subject_ids uuid[], p_now timestamptz)
returns table (payer_id text, balance_after bigint)
language sql volatile as $$
  with paid as (
    update shop.wallets w set points = w.points - c.points
    from unnest(p_user_ids, p_points) as c(person_id, points)
    where w.person_id = c.person_id and w.points >= c.points
    returning w.person_id, w.points
  ), shown as (
    update pennypost.accounts a set balance = paid.points from paid where a.user_id = paid.person_id
  )
  select person_id, points from paid
$$;

-- What the host calls when points come, or go for something else. The account comes before the wallet, as in a send, so that
-- the two never wait for each other; then running servers hear of it.
create function shop.add_points(p_person_id text, p_points bigint) returns void
language plpgsql as $$
declare
  v_points bigint;
begin
  perform from pennypost.accounts where user_id = p_person_id for no key update;
  insert into shop.wallets as w values (p_person_id, p_points)
  on conflict (person_id) do update set points = w.points + excluded.points
  returning points into v_points;
  update pennypost.accounts set balance = v_points where user_id = p_person_id;
  perform pennypost.tell(jsonb_build_object('type', 'account-changed', 'userId', p_person_id));
end $$;

-- Whoever comes to Pennypost for the first time brings their points. Their wallet is made where there is none: who gives them
-- points in the same instant waits for the account, or is waited for.
create function shop.show_points() returns trigger
language plpgsql as $$
begin
  insert into shop.wallets as w values (new.user_id, 0)
  on conflict (person_id) do update set points = w.points
  returning points into new.balance;
  return new;
end $$;
create trigger shop_show_points before insert on pennypost.accounts
for each row execute function shop.show_points();
