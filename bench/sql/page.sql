select id, conversation_id, sender_id, seq, content, created_at, expires_at, edited_at, deleted_at
from pennypost.messages
where conversation_id = :conversation::uuid and seq < 9007199254740992 and content is not null
  and (expires_at is null or expires_at > now())
order by seq desc limit 51;
