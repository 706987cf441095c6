-- Archives that are made for members, as a copy of their messages: stored files that are nobody's upload and count for no quota.
create table media.archives (
  -- As of media.files: what its stored file hangs on, and a part of its address.
  name text primary key check (name ~ '^[0-9a-f]{32}$'),
  made_at timestamptz not null
);
