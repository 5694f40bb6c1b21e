-- A conversation as each person sees it, in the contract's shape.

-- Whether `viewer` may see how far `reader` has read: both show theirs, and neither has blocked the other.
create or replace function pennypost.shows_reading(viewer pennypost.users, reader pennypost.users) returns boolean
language sql stable parallel safe as $$
  select viewer.id = reader.id
    or viewer.read_receipts and reader.read_receipts and not pennypost.is_blocked(viewer.id, reader.id)
$$;

-- The participants after the first `p_skip` (servers of versions before read pages so), oneself and the owner first, then in the
-- order of joining. A table of one row, which Postgres takes into the plan of whoever asks; as a function of its own it would
-- begin anew for each conversation.
create or replace function pennypost.participants_seen_by(
  p_viewer_id text, p_conversation_id uuid, p_skip integer, p_most integer)
returns table (people jsonb)
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object('userId', person.id, 'name', person.name, 'role', person.role,
    'readSeq', case when person.shown then person.shown_read_seq end,
    'readAt', case when person.shown then pennypost.iso(person.shown_read_at) end) order by person.rank), '[]')
  from (
    select p.user_id as id, (reader.whole).name, p.role, p.shown_read_seq, p.shown_read_at,
      pennypost.shows_reading(viewer, reader.whole) as shown,
      row_number() over (order by p.user_id <> p_viewer_id, p.role <> 'owner', p.joined_at, p.user_id) as rank
    from pennypost.participants p
    cross join lateral (select u as whole from pennypost.users u where u.id = p.user_id offset 0) reader
    join pennypost.users viewer on viewer.id = p_viewer_id
    where p.conversation_id = p_conversation_id
    order by rank offset p_skip limit p_most) person
$$;

create or replace function pennypost.message_value(m pennypost.messages) returns jsonb
language sql immutable parallel safe as $$
  select jsonb_build_object('id', m.id, 'conversationId', m.conversation_id, 'senderId', m.sender_id, 'seq', m.seq,
    'content', m.content, 'createdAt', pennypost.iso(m.created_at), 'expiresAt', pennypost.iso(m.expires_at),
    'editedAt', pennypost.iso(m.edited_at), 'deletedAt', pennypost.iso(m.deleted_at))
$$;

-- One row for each pair of person and conversation in which that person takes part. Here and below every row is found by its
-- index, whatever the tables held when the plan was made: decision 0009.
-- What the last summary of a pair told may come with it, or nulls: while the person has read no further and nothing of it has
-- expired, only the messages since then are counted. Nothing but expiry takes a message away.
create or replace function pennypost.conversation_values(
  p_user_ids text[], p_conversation_ids uuid[], p_read_seqs bigint[] default null, p_last_seqs bigint[] default null,
  p_unreads bigint[] default null, p_next_expiries timestamptz[] default null)
returns table (user_id text, conversation_id uuid, conversation jsonb)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
#variable_conflict use_column
begin
  return query
  with clock as materialized (select pennypost.now() as now)
  select me.user_id, c.id, jsonb_build_object('id', c.id, 'kind', c.kind, 'title', c.title,
    'participants', seen.people, 'participantCount', people.total,
    'lastSeq', c.last_seq, 'readSeq', me.read_seq, 'unread', counted.unread + waiting.unread,
    'lastMessage', newest.message,
    'nextExpiryAt', pennypost.iso(least(counted.next_expiry, waiting.next_expiry, newest.expires_at)),
    'defaultExpirationHours', c.default_expiration_hours, 'createdAt', pennypost.iso(c.created_at))
  from unnest(p_user_ids, p_conversation_ids, p_read_seqs, p_last_seqs, p_unreads, p_next_expiries)
    as wanted(user_id, conversation_id, read_seq, last_seq, unread, next_expiry)
  cross join lateral (
    select * from pennypost.participants p
    where p.user_id = wanted.user_id and p.conversation_id = wanted.conversation_id offset 0) me
  cross join lateral (select * from pennypost.conversations c where c.id = wanted.conversation_id offset 0) c
  cross join clock
  cross join lateral pennypost.participants_seen_by(me.user_id, c.id, 0, 20) seen
  cross join lateral (
    select count(*) as total from pennypost.participants p where p.conversation_id = c.id) people
  cross join lateral (
    select case when holds then wanted.last_seq else me.read_seq end as up_to, case when holds then wanted.unread else 0 end as unread,
      case when holds then wanted.next_expiry end as next_expiry
    from (select wanted.read_seq = me.read_seq and wanted.last_seq <= c.last_seq
      and (wanted.next_expiry is null or wanted.next_expiry > clock.now) as holds) still) counted
  cross join lateral (
    select count(*) as unread, min(m.expires_at) as next_expiry
    from pennypost.messages m
    where m.conversation_id = c.id and m.seq > counted.up_to and m.sender_id <> me.user_id
      and m.content is not null and (m.expires_at is null or m.expires_at > clock.now)) waiting
  left join lateral (
    select pennypost.message_value(m) as message, m.expires_at
    from pennypost.messages m
    where m.conversation_id = c.id and m.content is not null
      and (m.expires_at is null or m.expires_at > clock.now)
    order by m.seq desc limit 1) newest on true;
end $$;

-- A page of one person's conversations, latest activity first; the cursor is the last row's (activity, id).
create or replace function pennypost.list_conversations(p_user_id text, p_before timestamptz, p_before_id uuid, p_most integer)
returns table (conversation jsonb, last_activity_at timestamptz, id uuid)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
begin
  return query
  with page as materialized (
    select c.id, c.last_activity_at
    from pennypost.participants p
    cross join lateral (select * from pennypost.conversations c where c.id = p.conversation_id offset 0) c
    where p.user_id = p_user_id and (p_before is null or (c.last_activity_at, c.id) < (p_before, p_before_id))
    order by c.last_activity_at desc, c.id desc
    limit p_most
  )
  select v.conversation, page.last_activity_at, page.id
  from (select array_agg(page.id) as ids, array_agg(p_user_id) as user_ids from page) wanted
  cross join lateral pennypost.conversation_values(wanted.user_ids, wanted.ids) v
  join page on page.id = v.conversation_id
  order by page.last_activity_at desc, page.id desc;
end $$;

-- Pages of messages, each asked for by one participant: the newest readable ones before a change number, or the oldest from it on.
-- `place` says whose page a row is of: no row for who takes no part, one empty row where there is none. Of those who ask for the
-- same page only the first gets its rows, the others an empty one: what is on it depends on nobody, only whether one may have it.
create or replace function pennypost.fetch_messages(
  p_user_ids text[], p_conversation_ids uuid[], p_froms bigint[], p_are_newer boolean[], p_mosts integer[])
returns table (place integer, id uuid, sender_id text, seq bigint, content text, created_at timestamptz, expires_at timestamptz,
  edited_at timestamptz, deleted_at timestamptz)
language plpgsql volatile
set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
declare
  v_now timestamptz := pennypost.now();
begin
  return query
  select asked.place::integer, m.*
  from (
    select i.*, case row_number() over (partition by i.conversation_id, i.start, i.is_newer, i.most order by i.place)
      when 1 then i.most else 0 end as most_here
    from unnest(p_user_ids, p_conversation_ids, p_froms, p_are_newer, p_mosts)
      with ordinality as i(user_id, conversation_id, start, is_newer, most, place)
    cross join lateral (select from pennypost.participants p
      where p.conversation_id = i.conversation_id and p.user_id = i.user_id offset 0) taking_part
  ) asked
  left join lateral (
    (select m.id, m.sender_id, m.seq, m.content, m.created_at, m.expires_at, m.edited_at, m.deleted_at
    from pennypost.messages m
    where not asked.is_newer and m.conversation_id = asked.conversation_id
      and m.seq < asked.start and m.content is not null and (m.expires_at is null or m.expires_at > v_now)
    order by m.seq desc limit asked.most_here)
    union all
    (select m.id, m.sender_id, m.seq, m.content, m.created_at, m.expires_at, m.edited_at, m.deleted_at
    from pennypost.messages m
    where asked.is_newer and m.conversation_id = asked.conversation_id and m.seq >= asked.start
      and m.content is not null and (m.expires_at is null or m.expires_at > v_now)
    order by m.seq limit asked.most_here)
  ) m on true;
end $$;
