-- Who is connected now, and when somebody was last. Written by the realtime processes alone, in batches.
create schema realtime;

-- A process that serves sockets; one that has not been heard of for 30 s does not count.
create unlogged table realtime.instances (
  id uuid primary key,
  seen_at timestamptz not null
);

-- What a crash of the database empties, every process writes anew at its next word.
create unlogged table realtime.online (
  member_id uuid not null,
  instance_id uuid not null,
  primary key (member_id, instance_id)
);
-- What a dead process leaves behind.
create index online_instance on realtime.online (instance_id);

create table realtime.last_seen (
  member_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
) with (fillfactor = 70);
