\set number random(1, 100)
\set person 2 * :number
\set at random(51, :places)
select * from pennypost.fetch_messages(array['u' || :person::integer],
  array[('00000000-0000-7000-8000-' || lpad(to_hex(:number::integer), 12, '0'))::uuid],
  array[case when :deep::integer = 1 then :at::bigint else 9007199254740992 end], array[false], array[51]);
