\set person random(1, :people)
\set conversation (:person + 1) / 2
begin;
select free_used, balance from limits.accounts where user_id = :person for no key update;
select c.last_seq from limits.conversations c
join limits.participants p on p.conversation_id = c.id and p.user_id = :person
where c.id = :conversation for no key update of c;
update limits.conversations set last_seq = last_seq + 1, last_activity_at = now()
where id = :conversation returning last_seq \gset
insert into limits.messages (id, conversation_id, sender_id, seq, content, created_at)
values (uuidv7(), :conversation, :person, :last_seq, :content, now());
update limits.accounts set free_used = free_used + 1 where user_id = :person;
commit;
