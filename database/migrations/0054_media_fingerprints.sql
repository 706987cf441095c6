-- Fingerprints of pictures, and the list of pictures that may not come back (docs/adr/0100).

-- Of everything stored under one name: a picture, some frames of an animation or a video. It goes with the stored files.
create table media.fingerprints (
  name text not null check (name ~ '^[0-9a-f]{32}$'),
  frame smallint not null,
  -- PDQ: perceptual, so that copies have nearly the same bits.
  hash bit(256) not null,
  -- How much there is to see, 0 to 100. Below a limit the hash is compared with nothing.
  quality smallint not null check (quality between 0 and 100),
  created_at timestamptz not null,
  primary key (name, frame)
);

create table media.blocked_pictures (
  id uuid primary key,
  -- Whose members may not have it; null: nobody may.
  university_id uuid references auth.universities,
  -- Of the file that was blocked: pictures with little to see are recognised by it alone. Null once it ended.
  sha256 bytea check (octet_length(sha256) = 32),
  -- The file that was blocked. It may be gone.
  source_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  ended_at timestamptz,
  -- When the files that it hides are deleted; null: not while an appeal is open, or they are gone.
  erase_at timestamptz,
  refusals integer not null default 0,
  last_refused_at timestamptz
);
create index blocked_pictures_erase_at on media.blocked_pictures (erase_at) where erase_at is not null;

create table media.blocked_hashes (
  picture_id uuid not null references media.blocked_pictures on delete cascade,
  frame smallint not null,
  hash bit(256) not null,
  primary key (picture_id, frame)
);

-- The entry of the list that hides the file; null: it is shown.
alter table media.files add column blocked_by uuid;
-- safe: index media.files: the partial index is empty when it is made, so it takes one read of the table
create index files_blocked_by on media.files (blocked_by) where blocked_by is not null;
alter table media.link_pictures add column blocked_by uuid;
-- safe: index media.link_pictures: as above
create index link_pictures_blocked_by on media.link_pictures (blocked_by) where blocked_by is not null;
