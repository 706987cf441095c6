-- Home, written on publish and filtered on read: docs/adr/0008-home-timeline.md.

create schema feed;

-- No foreign keys: fan-out writes hundreds of thousands of rows a second, and reads join the living post anyway.
create table feed.home_timeline (
  user_id uuid not null,
  -- UUIDv7 of what was published: the post, and for a repost the repost.
  entry_id uuid not null,
  post_id uuid not null,
  author_id uuid not null,
  primary key (user_id, entry_id)
) partition by range (entry_id);
create table feed.home_timeline_default partition of feed.home_timeline default;

-- Makes the monthly partitions that cover a span. Called by the migrator, and by a daily job for the months ahead.
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
select feed.ensure_partitions(now() - interval '3 months', now() + interval '3 months');

-- Who reads: fan-out skips members who have been away, and their timeline is rebuilt when they return.
create table feed.readers (
  user_id uuid primary key references auth.users on delete cascade,
  read_at timestamptz not null,
  -- The timeline holds everything from this entry on; what is older is pulled. Null: it reaches back to the beginning.
  floor_id uuid
);
create index readers_read_at on feed.readers (read_at);

-- Authors with more followers than the threshold: merged in when read, not fanned out.
create table feed.merged_authors (
  user_id uuid primary key references auth.users on delete cascade,
  since timestamptz not null default now()
);
