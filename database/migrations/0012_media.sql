-- Files that members upload: pictures, videos, sounds, documents, what they hang on, and uploads under way.

create schema media;

create table media.files (
  id uuid primary key,
  -- Kept when the member goes: a message stays whole for the others until it goes itself.
  owner_id uuid references auth.users on delete set null,
  kind text not null check (kind in ('image', 'video', 'audio', 'file')),
  status text not null check (status in ('processing', 'ready', 'failed')),
  -- Random; the folder of its files in the storage, and what makes an address unguessable.
  name text not null unique check (name ~ '^[0-9a-f]{32}$'),
  mime_type text not null,
  -- Of the main file, and of everything kept for it.
  size bigint not null check (size >= 0),
  stored_bytes bigint not null check (stored_bytes >= 0),
  width integer,
  height integer,
  duration_ms integer,
  animated boolean not null default false,
  blurhash text,
  alt text check (char_length(alt) <= 4000),
  focus_x real check (focus_x between 0 and 1),
  focus_y real check (focus_y between 0 and 1),
  file_name text check (char_length(file_name) <= 255),
  variants jsonb not null default '{}',
  progress smallint not null default 0 check (progress between 0 and 100),
  failure text,
  subject_type text check (subject_type in ('post', 'draft', 'message', 'avatar', 'header', 'group')),
  subject_id uuid,
  position smallint not null default 0,
  is_private boolean not null default true,
  created_at timestamptz not null,
  -- Since when nothing holds it; null while something does.
  free_since timestamptz,
  check ((subject_type is null) = (subject_id is null)),
  check ((subject_type is null) = (free_since is not null))
);
-- What hangs on a post, in order.
create index files_subject on media.files (subject_type, subject_id, position) where subject_id is not null;
-- One's own files, newest first, and the sum for the quota.
create index files_owner on media.files (owner_id, id desc) include (stored_bytes);
-- What the hourly sweep collects.
create index files_free on media.files (free_since) where free_since is not null;
create index files_processing on media.files (created_at) where status = 'processing';

-- Resumable uploads under way; the bytes lie in a file of the same id, whose length is the offset.
create table media.uploads (
  id uuid primary key,
  owner_id uuid not null references auth.users on delete cascade,
  length bigint not null check (length > 0),
  file_name text,
  alt text,
  media_id uuid references media.files on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index uploads_owner on media.uploads (owner_id) where media_id is null;
create index uploads_expiry on media.uploads (expires_at);
