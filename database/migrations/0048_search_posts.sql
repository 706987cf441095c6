-- Words of posts, as they are searched: docs/search.md.

create schema search;

create table search.posts (
  post_id uuid primary key,
  -- Words as folded, with their places; their stems, hashtags and facts (author, week, files) beside them.
  words tsvector not null
);
create index posts_words on search.posts using gin (words) with (fastupdate = off);

-- Words of the campus and how many posts hold them: for typing errors.
create table search.vocabulary (
  word text primary key,
  posts integer not null
);
create index vocabulary_similar on search.vocabulary using gin (word gin_trgm_ops);

-- How far the jobs have come that go through all posts.
create table search.progress (
  job text primary key,
  after uuid not null
);

-- What members look for: their own eyes alone.
create table search.saved (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  q text not null,
  created_at timestamptz not null,
  unique (user_id, q)
);
create table search.recent (
  user_id uuid not null references auth.users on delete cascade,
  q text not null,
  -- UUIDv7: the order, newest first.
  id uuid not null,
  primary key (user_id, q)
);
create table search.settings (
  user_id uuid primary key references auth.users on delete cascade,
  keeps_recent boolean not null
);
