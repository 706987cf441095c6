-- Home timelines, trends, ranked feeds and suggestions: docs/adr/0008-home-timeline.md, docs/ranking.md, docs/trending.md.

create schema feed;

-- No foreign keys: fan-out writes hundreds of thousands of rows a second, and reads join the post anyway.
create table feed.home_timeline (
  user_id uuid,
  -- UUIDv7 of what was published: the post, or the repost.
  entry_id uuid,
  post_id uuid not null,
  -- Who caused the entry: the author of the post, or the member who reposted it.
  author_id uuid not null,
  primary key (user_id, entry_id)
) partition by range (entry_id);
create table feed.home_timeline_default partition of feed.home_timeline default;

-- When a member last read home. Fan-out skips inactive members; their timeline is rebuilt when they return.
create table feed.timeline_states (
  user_id uuid primary key references auth.users on delete cascade,
  read_at timestamptz not null,
  -- The timeline holds every entry from this one on; older entries are pulled. Null: it is complete.
  oldest_entry_id uuid
);
create index timeline_states_read_at on feed.timeline_states (read_at);

-- Authors with more followers than the threshold: merged at read time, not fanned out.
create table feed.merged_authors (
  user_id uuid primary key references auth.users on delete cascade,
  since timestamptz not null default now()
);

-- How many people used a hashtag on a finished day (UTC): its baseline.
create table feed.hashtag_days (
  scope_id uuid,
  key text,
  day date,
  people integer not null check (people > 0),
  -- Established participants only: the baseline, which unknown accounts cannot raise.
  known_people integer not null,
  primary key (scope_id, key, day)
);
create index hashtag_days_day on feed.hashtag_days (day);

-- Days that have been counted, including days without a hashtag.
create table feed.counted_hashtag_days (
  day date primary key
);

create table feed.trending_hashtags (
  scope_id uuid,
  rank smallint,
  key text not null,
  uses integer not null,
  people integer not null,
  -- As the API returns it: { total, parts }.
  score jsonb not null,
  -- New participants in each of the last 24 hours, oldest first.
  history integer[] not null,
  primary key (scope_id, rank)
);

create table feed.trending_posts (
  scope_id uuid,
  rank smallint,
  post_id uuid not null,
  people integer not null,
  score jsonb not null,
  primary key (scope_id, rank)
);

create table feed.trends_computed (
  scope_id uuid primary key,
  at timestamptz not null
);

-- Hashtags that staff keep out of trends.
create table feed.hidden_hashtags (
  key text primary key,
  -- UUIDv7: order and cursor of the list.
  id uuid not null unique,
  tag text not null,
  reason text not null check (char_length(reason) between 1 and 500),
  hidden_by uuid references auth.users on delete set null,
  hidden_at timestamptz not null
);

-- Friends of friends: how close two members are who do not follow each other.
create table feed.affinities (
  user_id uuid references auth.users on delete cascade,
  member_id uuid references auth.users on delete cascade,
  -- Adamic–Adar index over the members whom the one follows and who follow the other, in thousandths.
  points integer not null check (points > 0),
  -- How many members these are, and three of them.
  common integer not null check (common > 0),
  via uuid[] not null,
  primary key (user_id, member_id)
);
create index affinities_member on feed.affinities (member_id);

create table feed.affinities_computed (
  user_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
);

-- Candidate posts of explore and recommendations, the same for all readers. Each serving process keeps the table in memory.
create table feed.pool (
  post_id uuid primary key,
  author_id uuid not null,
  university_id uuid not null,
  is_public boolean not null,
  -- How many people took part in it lately, each counted once, in all and by university.
  people integer not null,
  people_by_university jsonb not null default '{}',
  hashtags text[] not null,
  department text,
  -- Participation weighted by standing, in all and by university, and what a viewer's cohort is compared with.
  vote_weight real not null default 0,
  vote_weight_by_university jsonb not null default '{}',
  author_standing real not null default 0,
  graduation_year smallint,
  language text
);
create index pool_author on feed.pool (author_id);

create table feed.pool_computed (
  id boolean default true primary key check (id),
  at timestamptz not null
);

create table feed.preferences (
  user_id uuid primary key references auth.users on delete cascade,
  home text not null default 'latest' check (home in ('latest', 'top')),
  -- False: no list is ranked for this member.
  ranking boolean not null default true,
  -- Weights that differ from the defaults, by signal, in tenths.
  weights jsonb not null default '{}',
  -- How far the member has read home.
  home_position uuid,
  home_position_at timestamptz
);

-- Members whom a member does not want suggested.
create table feed.dismissed_members (
  user_id uuid references auth.users on delete cascade,
  member_id uuid references auth.users on delete cascade,
  at timestamptz not null,
  primary key (user_id, member_id)
);
create index dismissed_members_member on feed.dismissed_members (member_id);

-- The most followed members of each university and of the campus network: suggestions for newcomers.
create table feed.notable_members (
  university_id uuid,
  rank integer,
  member_id uuid not null references auth.users on delete cascade,
  primary key (university_id, rank)
);
create index notable_members_member on feed.notable_members (member_id);

-- Posts that members with similar likes liked lately. A job computes them: docs/ranking.md.
create table feed.tastes (
  user_id uuid references auth.users on delete cascade,
  post_id uuid,
  -- Sum of the similarities of the members who liked it, in thousandths.
  points integer not null check (points > 0),
  -- Copied from the post, so that ranking needs no join.
  author_id uuid,
  is_same_department boolean not null default false,
  primary key (user_id, post_id)
);

create table feed.tastes_computed (
  user_id uuid primary key references auth.users on delete cascade,
  at timestamptz not null
);

-- A viewer's ranked feed, in few bytes. Unlogged: after a crash a viewer starts again at the top. Not compressed: ids do not get
-- smaller.
create unlogged table feed.sessions (
  user_id uuid,
  feed text check (feed in ('explore', 'top', 'recommendations')),
  id uuid not null,
  started_at timestamptz not null,
  scale jsonb not null,
  ranked bytea not null,
  position integer not null,
  served_tails bytea not null,
  primary key (user_id, feed)
) with (fillfactor = 80);
alter table feed.sessions alter column ranked set storage external;
alter table feed.sessions alter column served_tails set storage external;

-- Creates the monthly partitions of a span. Called here, and by a daily job for the months ahead.
create function feed.ensure_partitions(first_moment timestamptz, last_moment timestamptz) returns integer
  language plpgsql as $$
declare
  month timestamptz := date_trunc('month', first_moment at time zone 'UTC') at time zone 'UTC';
  next_month timestamptz;
  name text;
  made integer := 0;
begin
  while month <= last_moment loop
    next_month := (date_trunc('month', month at time zone 'UTC') + interval '1 month') at time zone 'UTC';
    name := 'home_timeline_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass('feed.' || name) is null then
      execute format('create table feed.%I partition of feed.home_timeline for values from (%L) to (%L)',
                     name, platform.uuid_floor(month), platform.uuid_floor(next_month));
      made := made + 1;
    end if;
    month := next_month;
  end loop;
  return made;
end $$;

-- The smallest UUIDv7 that is a number of milliseconds before another one.
create function feed.id_before(id uuid, milliseconds bigint) returns uuid
  language sql immutable strict parallel safe
  as $$ select (lpad(to_hex(greatest(0, ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - milliseconds)), 12, '0')
                || repeat('0', 20))::uuid $$;

-- In these tables the scope is a university, or this id for the whole campus network.
create function feed.everywhere() returns uuid
  language sql immutable parallel safe as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- Later months: a daily job.
select feed.ensure_partitions(now() - interval '3 months', now() + interval '3 months');
