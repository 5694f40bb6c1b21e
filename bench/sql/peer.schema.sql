create schema peer;
create table peer.users (id text primary key, token text not null unique);
create table peer.accounts (
  user_id text primary key references peer.users, free_used integer not null default 0, balance integer not null default 0);
create table peer.conversations (id uuid primary key, last_seq bigint not null default 0, last_activity_at timestamptz);
create table peer.participants (
  conversation_id uuid references peer.conversations, user_id text references peer.users,
  primary key (conversation_id, user_id));
create index on peer.participants (user_id);
create table peer.messages (
  id uuid primary key, conversation_id uuid not null references peer.conversations,
  sender_id text not null references peer.users, seq bigint not null, content text not null,
  created_at timestamptz not null default now(), unique (conversation_id, seq));
insert into peer.users select id, 'token-' || id from pennypost.users;
insert into peer.accounts (user_id) select id from peer.users;
insert into peer.conversations (id) select id from pennypost.conversations;
insert into peer.participants select conversation_id, user_id from pennypost.participants;
