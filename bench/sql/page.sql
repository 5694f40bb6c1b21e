\set full random(:first, :last)
select id, conversation_id, sender_id, seq, content, created_at, expires_at, edited_at, deleted_at
from pennypost.messages
where conversation_id = ('00000000-0000-7000-8000-' || lpad(to_hex(:full::integer), 12, '0'))::uuid and seq < 9007199254740992 and content is not null
  and (expires_at is null or expires_at > now())
order by seq desc limit 51;
