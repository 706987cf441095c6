-- What members are told of messages.

-- Published: where members stand in their conversations.
create view messaging.seat_view as
  select conversation_id, member_id, state, read_seq, cleared_seq, muted_until from messaging.members;

-- Number of the message, where the act is one.
alter table notifications.acts add column seq bigint;

-- The last message of a conversation that a member was told of: none before it is told once it is gone.
create table notifications.told (
  member_id uuid not null references auth.users on delete cascade,
  conversation_id uuid not null,
  seq bigint not null,
  primary key (member_id, conversation_id)
);
