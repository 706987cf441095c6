-- Messages that moderators removed: tombstones for every reader, until they come back or are erased.
create table messaging.hidden_messages (
  conversation_id uuid not null,
  seq bigint not null,
  message_id uuid not null unique,
  -- The columns of the message that the tombstone does not have.
  held jsonb not null,
  hidden_at timestamptz not null,
  -- Null while an appeal is open, unless the message disappears by itself.
  erase_at timestamptz,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages (conversation_id, seq) on delete cascade
);
create index hidden_messages_due on messaging.hidden_messages (erase_at);

-- Files of what moderators removed: not served until it comes back, also under addresses that were given out before.
alter table media.files add column hidden_at timestamptz;
