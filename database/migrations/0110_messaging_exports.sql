-- Copies of their conversations that members ask for: one archive each, made by a job, kept for some days.
create table messaging.exports (
  id uuid primary key,
  member_id uuid not null,
  -- Null: all of theirs.
  conversation_id uuid,
  locale text not null check (locale in ('tr', 'en')),
  time_zone text not null,
  -- `gone`: withdrawn, expired or replaced; kept for a day, because so many a day may be asked for.
  state text not null default 'waiting' check (state in ('waiting', 'making', 'ready', 'failed', 'gone')),
  -- Rises each time that the work is begun: whoever comes to its end for an earlier one has come too late.
  attempt int not null default 0,
  failure text check (failure in ('no_room', 'broken')),
  done bigint not null default 0,
  total bigint not null default 0,
  -- What the last attempt's archive is called where it is stored.
  name text,
  size bigint,
  conversations int,
  messages bigint,
  files int,
  missing_files int,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz
);
-- A member's own, the newest first; how many they asked for in a day.
create index exports_member on messaging.exports (member_id, id desc);
-- One at a time for a member.
create unique index exports_under_way on messaging.exports (member_id) where state in ('waiting', 'making');
