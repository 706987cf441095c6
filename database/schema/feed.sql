-- The schema `feed` after all migrations. Generated: npm run generate

create table feed.affinities (
  user_id uuid not null,
  member_id uuid not null,
  points integer not null,
  common integer not null,
  via uuid[] not null,
  PRIMARY KEY (user_id, member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((common > 0)),
  CHECK ((points > 0))
);

create table feed.affinities_computed (
  user_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.counted_hashtag_days (
  day date not null,
  PRIMARY KEY (day)
);

create table feed.dismissed_members (
  user_id uuid not null,
  member_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (user_id, member_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.hashtag_days (
  scope_id uuid not null,
  key text not null,
  day date not null,
  people integer not null,
  known_people integer not null,
  PRIMARY KEY (scope_id, key, day),
  CHECK ((people > 0))
);

create table feed.hidden_hashtags (
  key text not null,
  id uuid not null,
  tag text not null,
  reason text not null,
  hidden_by uuid,
  hidden_at timestamp with time zone not null,
  UNIQUE (id),
  PRIMARY KEY (key),
  FOREIGN KEY (hidden_by) REFERENCES auth.users(id) ON DELETE SET NULL,
  CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))
);

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

create table feed.notable_members (
  university_id uuid not null,
  rank integer not null,
  member_id uuid not null,
  PRIMARY KEY (university_id, rank),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.pool (
  post_id uuid not null,
  author_id uuid not null,
  university_id uuid not null,
  is_public boolean not null,
  people integer not null,
  people_by_university jsonb not null default '{}'::jsonb,
  hashtags text[] not null,
  department text,
  vote_weight real not null default 0,
  vote_weight_by_university jsonb not null default '{}'::jsonb,
  author_standing real not null default 0,
  graduation_year smallint,
  language text,
  PRIMARY KEY (post_id)
);

create table feed.pool_computed (
  id boolean not null default true,
  at timestamp with time zone not null,
  PRIMARY KEY (id),
  CHECK (id)
);

create table feed.preferences (
  user_id uuid not null,
  home text not null default 'latest'::text,
  ranking boolean not null default true,
  weights jsonb not null default '{}'::jsonb,
  home_position uuid,
  home_position_at timestamp with time zone,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((home = ANY (ARRAY['latest'::text, 'top'::text])))
);

create table feed.sessions (
  user_id uuid not null,
  feed text not null,
  id uuid not null,
  started_at timestamp with time zone not null,
  scale jsonb not null,
  ranked bytea not null,
  position integer not null,
  served_tails bytea not null,
  PRIMARY KEY (user_id, feed),
  CHECK ((feed = ANY (ARRAY['explore'::text, 'top'::text, 'recommendations'::text])))
);

create table feed.tastes (
  user_id uuid not null,
  post_id uuid not null,
  points integer not null,
  author_id uuid,
  is_same_department boolean not null default false,
  PRIMARY KEY (user_id, post_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((points > 0))
);

create table feed.tastes_computed (
  user_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.timeline_states (
  user_id uuid not null,
  read_at timestamp with time zone not null,
  oldest_entry_id uuid,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table feed.trending_hashtags (
  scope_id uuid not null,
  rank smallint not null,
  key text not null,
  uses integer not null,
  people integer not null,
  score jsonb not null,
  history integer[] not null,
  PRIMARY KEY (scope_id, rank)
);

create table feed.trending_posts (
  scope_id uuid not null,
  rank smallint not null,
  post_id uuid not null,
  people integer not null,
  score jsonb not null,
  PRIMARY KEY (scope_id, rank)
);

create table feed.trends_computed (
  scope_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (scope_id)
);

CREATE INDEX affinities_member ON feed.affinities USING btree (member_id);
CREATE INDEX dismissed_members_member ON feed.dismissed_members USING btree (member_id);
CREATE INDEX hashtag_days_day ON feed.hashtag_days USING btree (day);
CREATE INDEX notable_members_member ON feed.notable_members USING btree (member_id);
CREATE INDEX pool_author ON feed.pool USING btree (author_id);
CREATE INDEX timeline_states_read_at ON feed.timeline_states USING btree (read_at);
CREATE UNIQUE INDEX hidden_hashtags_id_key ON feed.hidden_hashtags USING btree (id);

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

CREATE OR REPLACE FUNCTION feed.everywhere()
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select '00000000-0000-0000-0000-000000000000'::uuid $function$

CREATE OR REPLACE FUNCTION feed.id_before(id uuid, milliseconds bigint)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select (lpad(to_hex(greatest(0, ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint - milliseconds)), 12, '0')
                || repeat('0', 20))::uuid $function$
