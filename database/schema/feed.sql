-- The schema `feed` after all migrations. Generated: npm run generate

create table feed.home_timeline (
  user_id uuid not null,
  entry_id uuid not null,
  post_id uuid not null,
  author_id uuid not null,
  PRIMARY KEY (user_id, entry_id)
);

create table feed.merged_authors (
  user_id uuid not null,
  since timestamp with time zone not null default now(),
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.readers (
  user_id uuid not null,
  read_at timestamp with time zone not null,
  floor_id uuid,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

CREATE INDEX readers_read_at ON feed.readers USING btree (read_at);

CREATE OR REPLACE FUNCTION feed.ensure_partitions(first_moment timestamp with time zone, last_moment timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
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
end $function$

CREATE OR REPLACE FUNCTION feed.id_before(id uuid, milliseconds bigint)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select (lpad(to_hex(greatest(0, ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - milliseconds)), 12, '0')
                || repeat('0', 20))::uuid $function$
