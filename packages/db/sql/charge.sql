-- The one place that takes points. A host product with a wallet of its own replaces this function, and keeps its own when
-- Pennypost is brought up to date. The caller holds the accounts' locks, names each person once, and writes what was paid for
-- in the same statement as this call. Answers a row for each charge that happened; who cannot pay has none.
create or replace function pennypost.charge(
  p_user_ids text[], p_points bigint[], p_kind text, p_subject_ids uuid[], p_now timestamptz)
returns table (payer_id text, balance_after bigint)
language sql volatile as $$
  with wanted as (
    select * from unnest(p_user_ids, p_points, p_subject_ids) as w(user_id, points, subject_id)
  ), charged as (
    update pennypost.accounts a
    set balance = a.balance - w.points, entry_count = a.entry_count + 1
    from wanted w
    where a.user_id = w.user_id and a.balance >= w.points
    returning a.user_id, a.entry_count, a.balance, w.points, w.subject_id
  ), entered as (
    insert into pennypost.ledger
      (user_id, number, house, points, balance_after, kind, message_id, conversation_id, created_at)
    select user_id, entry_count, 'income', -points, balance, p_kind,
      case p_kind when 'message' then subject_id end, case p_kind when 'opening' then subject_id end, p_now
    from charged
  )
  select user_id, balance from charged
$$;
