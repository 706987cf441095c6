-- Around messages: their words, what is pinned, what is half written, ways into a group, files that are forwarded.

-- Folded words and stems of a text, for looking through one's own conversations. No index: a member's own history is read,
-- newest first, so that nobody's messages stand in an index of the whole campus, and sending stays cheap.
alter table messaging.messages add column words tsvector;

create table messaging.pins (
  conversation_id uuid not null,
  seq bigint not null,
  pinned_by uuid references auth.users on delete set null,
  pinned_at timestamptz not null,
  primary key (conversation_id, seq),
  foreign key (conversation_id, seq) references messaging.messages on delete cascade
);

-- What a member has half written, for their other devices.
create table messaging.drafts (
  conversation_id uuid not null references messaging.conversations on delete cascade,
  member_id uuid not null references auth.users on delete cascade,
  content text not null check (char_length(content) <= 8000),
  reply_to_id uuid,
  updated_at timestamptz not null,
  primary key (conversation_id, member_id)
);

create table messaging.invites (
  id uuid primary key,
  conversation_id uuid not null references messaging.conversations on delete cascade,
  -- The link itself is shown once, to the one who makes it.
  token_hash bytea not null unique,
  made_by uuid references auth.users on delete set null,
  expires_at timestamptz not null,
  max_uses integer not null check (max_uses between 1 and 500),
  uses integer not null default 0,
  revoked_at timestamptz,
  created_at timestamptz not null
);
create index invites_conversation on messaging.invites (conversation_id, id desc);

-- A forwarded file is the same bytes under another row: the last one that goes takes them along.
alter table media.files drop constraint files_name_key;
create index files_name on media.files (name);
