-- Boards with sealed pseudonyms: docs/adr/0099-sealed-pseudonyms.md.
--
-- What a member writes refers to no member: no column, no foreign key, no trigger of active writers, because each leaves the number of the
-- writing transaction in a row of the member (xmin, xmax).
create schema boards;

-- What somebody who writes must be, read without a lock.
create view auth.standing_view as
  select id, status, university_id, created_at, muted_until from auth.users;

create table boards.boards (
  id uuid primary key,
  title_tr text not null,
  title_en text not null,
  description_tr text not null,
  description_en text not null,
  -- Null: for the whole campus.
  university_id uuid references auth.universities,
  created_at timestamptz not null,
  -- Read on, written no more.
  archived_at timestamptz
);
create index boards_university on boards.boards (university_id);

-- The only row that a member has here. No foreign key: it would lock the row of the account and leave the order of secrets there. A day,
-- no time; a job writes the rows of a day anew, so that their order is not that of their making.
create table boards.commitments (
  member_id uuid primary key,
  commitment text not null,
  made_on date not null,
  write_from timestamptz not null
);

-- Who keeps one of the three keys. A holder who is replaced stays until the key of the next counts.
create table boards.holders (
  id uuid primary key,
  role text not null check (role in ('staff', 'council', 'university')),
  -- Null once the account is gone: then a key is missing.
  member_id uuid references auth.users on delete set null,
  label text not null,
  named_at timestamptz not null,
  -- Null until the holder has made their key.
  public_key text,
  key_id text,
  -- From when on it counts.
  active_from timestamptz,
  -- Replaced, or stopped.
  ended_at timestamptz,
  check ((public_key is null) = (key_id is null) and (public_key is null) = (active_from is null))
);
create index holders_member on boards.holders (member_id);
create unique index holders_key on boards.holders (public_key);

create table boards.threads (
  id uuid primary key,
  board_id uuid not null references boards.boards,
  -- Null once its author has deleted it.
  title text,
  starter_id uuid not null,
  starter_tag text not null,
  -- Visible posts; a thread without any is not shown.
  post_count integer not null,
  published_at timestamptz not null,
  active_at timestamptz not null
);
create index threads_board on boards.threads (board_id, active_at desc, id desc) where post_count > 0;
create index threads_active on boards.threads (active_at desc, id desc);

-- The name of an author in a thread.
create table boards.authors (
  thread_id uuid not null references boards.threads on delete cascade,
  tag text not null,
  colour smallint not null,
  animal smallint not null,
  -- From two authors of the same name on.
  number smallint not null default 1,
  primary key (thread_id, tag),
  unique (thread_id, colour, animal, number)
);

-- Who an author is, sealed to three keys.
create table boards.identities (
  thread_id uuid not null references boards.threads on delete cascade,
  tag text not null,
  ciphertext text not null,
  -- By holder: public key, sealed share, hash of the share.
  shares jsonb not null,
  sealed_at timestamptz not null,
  primary key (thread_id, tag)
);
create index identities_sealed on boards.identities (sealed_at);

create table boards.posts (
  id uuid primary key,
  thread_id uuid not null references boards.threads on delete cascade,
  tag text not null,
  text text not null,
  is_starter boolean not null,
  reply_to_id uuid,
  state text not null default 'visible' check (state in ('visible', 'hidden', 'deleted')),
  published_at timestamptz not null
);
create index posts_thread on boards.posts (thread_id, published_at, (not is_starter), id);

-- What was written since the last batch. A job publishes it as new rows and deletes these.
create table boards.waiting (
  id uuid primary key,
  thread_id uuid not null,
  board_id uuid not null,
  -- Of the post that begins a thread.
  title text,
  tag text not null,
  text text not null,
  reply_to_id uuid,
  -- Ciphertext and shares; null if the author is sealed in this thread already.
  identity jsonb,
  publish_at timestamptz not null
);
create index waiting_due on boards.waiting (publish_at);
create index waiting_thread on boards.waiting (thread_id);
create unique index waiting_starter on boards.waiting (thread_id) where title is not null;
