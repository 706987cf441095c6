-- What rises on campus, worked out by a job: docs/trending.md.

-- The moment in a UUIDv7, in seconds since 1970.
create function platform.uuid_seconds(id uuid) returns double precision
  language sql immutable strict parallel safe
  as $$ select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0::double precision $$;

-- In all that follows the scope is a university, or this for the whole campus network.
create function feed.everywhere() returns uuid
  language sql immutable parallel safe as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- How many people have used a hashtag on a finished day (UTC): its usual level.
create table feed.hashtag_days (
  scope_id uuid not null,
  key text not null,
  day date not null,
  people integer not null check (people > 0),
  primary key (scope_id, key, day)
);
create index hashtag_days_day on feed.hashtag_days (day);
-- Days that are counted, those without a single hashtag among them.
create table feed.counted_days (day date primary key);

create table feed.trending_hashtags (
  scope_id uuid not null,
  place smallint not null,
  key text not null,
  uses integer not null,
  people integer not null,
  -- As it leaves the API: { total, parts }.
  score jsonb not null,
  -- People who came to it in each of the last 24 hours, the oldest first.
  history integer[] not null,
  primary key (scope_id, place)
);

create table feed.trending_posts (
  scope_id uuid not null,
  place smallint not null,
  post_id uuid not null,
  people integer not null,
  score jsonb not null,
  primary key (scope_id, place)
);

create table feed.trends_computed (scope_id uuid primary key, at timestamptz not null);

-- Hashtags that administrators keep out of trends.
create table feed.hidden_hashtags (
  key text primary key,
  -- UUIDv7: the order of the list, and its cursor.
  id uuid not null unique,
  tag text not null,
  reason text not null check (char_length(reason) between 1 and 500),
  hidden_by uuid references auth.users on delete set null,
  hidden_at timestamptz not null
);
