-- Keys of things that have no end, such as the links in digests: they stay when SECRET_KEY is replaced, which only seals them
-- (server/platform/secrets).
create table platform.kept_keys (
  purpose text primary key,
  sealed bytea not null
);
