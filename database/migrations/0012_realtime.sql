-- Who is connected now, and when a member was last seen. Only the realtime processes write here, in batches.

create schema realtime;

-- Processes that serve sockets. A process without a heartbeat for 30 s is dead.
create unlogged table realtime.instances (
  id uuid primary key,
  seen_at timestamptz not null
);

-- Unlogged: after a crash of the database, each process writes its rows again with its next heartbeat.
create unlogged table realtime.online (
  member_id uuid,
  instance_id uuid,
  primary key (member_id, instance_id)
);
-- Serves the clean-up after a dead process.
create index online_instance on realtime.online (instance_id);

create table realtime.last_seen (
  member_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
) with (fillfactor = 70);
