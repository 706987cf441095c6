-- Equal bytes lie in the storage once: where they lie, which stored files they are, and how many those are.

create table media.objects (
  -- SHA-256 of the bytes.
  hash bytea primary key check (octet_length(hash) = 32),
  -- Where they lie: random, and never used again; for files from before this, the folder and name that they have.
  key text collate "C" not null unique,
  bytes bigint not null check (bytes >= 0),
  -- How many rows of media.pieces are these bytes. With the last of them this row goes.
  refs integer not null check (refs > 0)
);

-- What an address leads to: the stored files of each name of media.files.
create table media.pieces (
  name text not null check (name ~ '^[0-9a-f]{32}$'),
  file text not null,
  hash bytea not null references media.objects,
  primary key (name, file)
);
-- For the check that nothing is removed that is still somebody's.
create index pieces_hash on media.pieces (hash);

-- Bytes that may lie in the storage and are nobody's: being written, a second copy, or let go. Removed when due.
create table media.loose (
  key text collate "C" primary key,
  due timestamptz not null
);
create index loose_due on media.loose (due);

-- Whether its stored files are in media.pieces. Those from before this lie under their own name until a job has counted them in.
alter table media.files add column is_gathered boolean not null default false;
create index files_ungathered on media.files (id) where not is_gathered and status = 'ready';
