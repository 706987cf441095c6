-- Files that members upload, where their bytes are stored, and uploads in progress.

create schema media;

create table media.files (
  id uuid primary key,
  -- Null once the owner is deleted: a message stays complete for the others.
  owner_id uuid references auth.users on delete set null,
  kind text not null check (kind in ('image', 'video', 'audio', 'file')),
  status text not null check (status in ('processing', 'ready', 'failed')),
  -- Random: the folder of its files in storage, and what makes an address unguessable.
  name text not null check (name ~ '^[0-9a-f]{32}$'),
  mime_type text not null,
  -- Bytes of the main file and of all files derived from it.
  size bigint not null check (size >= 0),
  stored_bytes bigint not null check (stored_bytes >= 0),
  width integer,
  height integer,
  duration_ms integer,
  animated boolean not null default false,
  blurhash text,
  alt text check (char_length(alt) <= 4000),
  focus_x real check (focus_x >= 0 and focus_x <= 1),
  focus_y real check (focus_y >= 0 and focus_y <= 1),
  file_name text check (char_length(file_name) <= 255),
  variants jsonb not null default '{}',
  progress smallint not null default 0 check (progress between 0 and 100),
  failure text,
  subject_type text check (subject_type in ('post', 'draft', 'message', 'avatar', 'header', 'group')),
  subject_id uuid,
  position smallint not null default 0,
  created_at timestamptz not null,
  -- Since when nothing uses the file. Null while something does.
  unattached_since timestamptz,
  -- The file belongs to an earlier version of its post and is shown only in the history.
  is_from_past_version boolean not null default false,
  -- Loudness along a recording, drawn before it plays. Null for recordings from before this column.
  waveform smallint[] check (cardinality(waveform) = 64 and (0 <= all (waveform)) and (100 >= all (waveform))),
  check ((subject_type is null) = (subject_id is null)),
  check ((subject_type is null) = (unattached_since is not null)),
  constraint files_past_version_attached check (not is_from_past_version or subject_id is not null)
);
-- The attachments of a post, in order.
create index files_subject on media.files (subject_type, subject_id, "position") where subject_id is not null;
-- A member's files, newest first, and their sum for the quota.
create index files_owner on media.files (owner_id, id desc) include (stored_bytes);
-- Serves the hourly deletion of unused files.
create index files_unattached on media.files (unattached_since) where unattached_since is not null;
create index files_processing on media.files (created_at) where status = 'processing';
create index files_name on media.files (name);

-- Resumable uploads in progress. The bytes are in a file of the same id; its length is the offset.
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

-- Archives built for members, such as an export of their messages: stored files that are no upload and count towards no quota.
create table media.archives (
  -- As media.files.name.
  name text primary key check (name ~ '^[0-9a-f]{32}$'),
  created_at timestamptz not null
);

create table media.objects (
  -- SHA-256 of the bytes. Equal bytes are stored once.
  hash bytea primary key check (octet_length(hash) = 32),
  -- Where the bytes are stored. Random and never reused.
  key text collate "C" not null unique,
  bytes bigint not null check (bytes >= 0),
  -- How many stored files have these bytes. The row is deleted with the last of them.
  refs integer not null check (refs > 0)
);

-- The stored files of each media.files.name: what an address leads to.
create table media.stored_files (
  name text check (name ~ '^[0-9a-f]{32}$'),
  file text,
  hash bytea not null references media.objects,
  primary key (name, file)
);
-- Serves the check that no referenced bytes are deleted.
create index stored_files_hash on media.stored_files (hash);

-- Bytes in storage that belong to no file: being written, a duplicate, or released. Deleted when due.
create table media.unclaimed_objects (
  key text collate "C" primary key,
  delete_at timestamptz not null
);
create index unclaimed_objects_delete_at on media.unclaimed_objects (delete_at);

-- Public: the attachments of posts.
create view media.post_file_view as
  select subject_id as post_id, kind from media.files where subject_type = 'post' and not is_from_past_version and status = 'ready';

create trigger require_active before insert on media.files for each row execute function auth.require_active('owner_id');

create trigger require_active before insert on media.uploads for each row execute function auth.require_active('owner_id');

create trigger require_active_to_change before update of alt, focus_x, focus_y on media.files
  for each row execute function auth.require_active('owner_id');
