-- The schema `search` after all migrations. Generated: npm run generate

create table search.posts (
  post_id uuid not null,
  words tsvector not null,
  PRIMARY KEY (post_id)
);

create table search.progress (
  job text not null,
  after uuid not null,
  PRIMARY KEY (job)
);

create table search.recent (
  user_id uuid not null,
  q text not null,
  id uuid not null,
  PRIMARY KEY (user_id, q),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.saved (
  id uuid not null,
  user_id uuid not null,
  q text not null,
  created_at timestamp with time zone not null,
  UNIQUE (user_id, q),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.settings (
  user_id uuid not null,
  recent_enabled boolean not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table search.uncounted_posts (
  post_id uuid not null,
  PRIMARY KEY (post_id)
);

create table search.vocabulary (
  word text not null,
  posts integer not null,
  PRIMARY KEY (word)
);

CREATE INDEX posts_words ON ONLY search.posts USING gin (words) WITH (fastupdate=off);
CREATE INDEX vocabulary_similar ON search.vocabulary USING gin (word gin_trgm_ops);
CREATE UNIQUE INDEX saved_user_id_q_key ON search.saved USING btree (user_id, q);

CREATE OR REPLACE FUNCTION search.ensure_partitions(first_moment timestamp with time zone, last_moment timestamp with time zone)
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
end $function$
