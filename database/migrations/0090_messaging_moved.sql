-- What follows from messages, without a job for each.

-- A row for each message and each change, written with it; whoever follows up takes all rows of a conversation at once. No key and
-- no index: it holds some seconds, is read as a whole twice a second, and costs a sender next to nothing.
create table messaging.moved (
  conversation_id uuid not null,
  at timestamptz not null default now()
) with (autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_insert_threshold = -1);
