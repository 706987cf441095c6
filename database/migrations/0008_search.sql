-- Search over posts: docs/search.md.

create schema search;

-- The words of posts, partitioned by month. A search scans the newest months first, and a monthly index joins the long lists of
-- common words in a third of the time that weekly ranges took.
create table search.posts (
  post_id uuid primary key,
  -- Folded words with their positions, stems, hashtags and facts (author, language, files).
  words tsvector not null
) partition by range (post_id);
create table search.posts_default partition of search.posts default;
create index posts_words on search.posts using gin (words) with (fastupdate = off);

-- Words, stems (s:…) and hashtags (#…) with the number of posts that contain them: for corrections.
create table search.vocabulary (
  word text primary key,
  posts integer not null
);
create index vocabulary_similar on search.vocabulary using gin (word gin_trgm_ops);

-- How far each job that scans all posts has come.
create table search.progress (
  job text primary key,
  after uuid not null
);

-- Saved searches: visible to their member only.
create table search.saved (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  q text not null,
  created_at timestamptz not null,
  unique (user_id, q)
);

create table search.recent (
  user_id uuid references auth.users on delete cascade,
  q text,
  -- UUIDv7: the order, newest first.
  id uuid not null,
  primary key (user_id, q)
);

create table search.settings (
  user_id uuid primary key references auth.users on delete cascade,
  recent_enabled boolean not null
);

-- Posts whose words are not yet counted in the vocabulary.
create table search.uncounted_posts (
  post_id uuid primary key
);

-- Creates the monthly partitions of a span and moves rows of those months out of the default partition.
create function search.ensure_partitions(first_moment timestamptz, last_moment timestamptz) returns integer
  language plpgsql as $$
declare
  month timestamptz := date_trunc('month', first_moment at time zone 'UTC') at time zone 'UTC';
  next_month timestamptz;
  name text;
  made integer := 0;
begin
  while month <= last_moment loop
    next_month := (date_trunc('month', month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    name := 'posts_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass('search.' || name) is null then
      lock table search.posts in share row exclusive mode;
      execute format('create table search.%I (like search.posts including all)', name);
      execute format('with moved as (delete from search.posts_default where post_id >= %1$L and post_id < %2$L returning *)
                      insert into search.%3$I select * from moved',
                     platform.uuid_floor(month), platform.uuid_floor(next_month), name);
      execute format('alter table search.posts attach partition search.%I for values from (%L) to (%L)',
                     name, platform.uuid_floor(month), platform.uuid_floor(next_month));
      made := made + 1;
    end if;
    month := next_month;
  end loop;
  return made;
end $$;

-- Later months: a daily job.
select search.ensure_partitions(now() - interval '1 month', now() + interval '3 months');
