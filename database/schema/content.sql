-- The schema `content` after all migrations. Generated: npm run generate

create table content.bookmarks (
  user_id uuid not null,
  post_id uuid not null,
  id uuid not null,
  PRIMARY KEY (user_id, post_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.count_slots (
  post_id uuid not null,
  slot bigint not null,
  likes integer not null default 0,
  reposts integer not null default 0,
  PRIMARY KEY (post_id, slot),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE
);

create table content.drafts (
  id uuid not null,
  user_id uuid not null,
  post jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((octet_length((post)::text) <= 65536))
);

create table content.forced_warnings (
  post_id uuid not null,
  own_warning text,
  PRIMARY KEY (post_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE
);

create table content.hashtag_follows (
  user_id uuid not null,
  key text not null,
  tag text not null,
  id uuid not null,
  PRIMARY KEY (user_id, key),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.hashtags (
  key text not null,
  tag text not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (key)
);

create table content.hidden_posts (
  post_id uuid not null,
  held jsonb not null,
  hidden_at timestamp with time zone not null,
  erase_at timestamp with time zone,
  PRIMARY KEY (post_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE
);

create table content.likes (
  post_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  PRIMARY KEY (post_id, user_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.linked_pages (
  url_hash bytea not null,
  id uuid not null,
  preview jsonb,
  picture_url text,
  picture jsonb,
  fetched_at timestamp with time zone not null,
  failures integer not null default 0,
  retry_at timestamp with time zone,
  UNIQUE (id),
  PRIMARY KEY (url_hash),
  CHECK ((char_length(picture_url) <= 2048))
);

create table content.muted_words (
  id uuid not null,
  user_id uuid not null,
  word text not null,
  key text not null,
  scope text not null,
  suffixes boolean not null,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  UNIQUE (user_id, key),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((char_length(word) <= 240)),
  CHECK ((scope = ANY (ARRAY['home'::text, 'contact'::text, 'everywhere'::text])))
);

create table content.poll_votes (
  post_id uuid not null,
  user_id uuid not null,
  choices smallint[] not null,
  voted_at timestamp with time zone not null,
  PRIMARY KEY (post_id, user_id),
  FOREIGN KEY (post_id) REFERENCES content.polls(post_id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((cardinality(choices) >= 1) AND (cardinality(choices) <= 8)))
);

create table content.polls (
  post_id uuid not null,
  options text[] not null,
  votes integer[] not null,
  multiple boolean not null,
  closes_at timestamp with time zone not null,
  voters integer not null default 0,
  PRIMARY KEY (post_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  CHECK (((cardinality(options) >= 2) AND (cardinality(options) <= 8))),
  CHECK (((cardinality(votes) = cardinality(options)) AND (0 <= ALL (votes)))),
  CHECK ((voters >= 0))
);

create table content.post_hashtags (
  key text not null,
  post_id uuid not null,
  PRIMARY KEY (key, post_id),
  FOREIGN KEY (key) REFERENCES content.hashtags(key) ON DELETE CASCADE,
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE
);

create table content.post_history (
  post_id uuid not null,
  version smallint not null,
  content text not null,
  entities jsonb not null,
  content_warning text,
  written_at timestamp with time zone not null,
  media_ids uuid[] not null default '{}'::uuid[],
  PRIMARY KEY (post_id, version),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  CHECK (((version >= 1) AND (version <= 50))),
  CHECK ((cardinality(media_ids) <= 10)),
  CHECK ((char_length(content) <= 8000)),
  CHECK ((char_length(content_warning) <= 400))
);

create table content.post_mentions (
  user_id uuid not null,
  post_id uuid not null,
  PRIMARY KEY (user_id, post_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.posts (
  id uuid not null,
  author_id uuid not null,
  content text not null,
  length smallint not null,
  entities jsonb not null default '[]'::jsonb,
  visibility text not null default 'public'::text,
  reply_policy text not null default 'everyone'::text,
  reply_to_id uuid,
  root_id uuid,
  quote_of_id uuid,
  language text,
  content_warning text,
  like_count integer not null default 0,
  repost_count integer not null default 0,
  reply_count integer not null default 0,
  quote_count integer not null default 0,
  created_at timestamp with time zone not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  has_poll boolean not null default false,
  pinned_at timestamp with time zone,
  text_version integer not null default 0,
  has_media boolean not null default false,
  parent_author_id uuid,
  inherits_audience boolean not null default false,
  audience_limits social.audience_limit[],
  limiting_author_ids uuid[] default social.limiting_authors(audience_limits),
  is_limited boolean default social.is_limited(audience_limits),
  link_preview jsonb,
  imported_from text,
  PRIMARY KEY (id),
  FOREIGN KEY (author_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (quote_of_id) REFERENCES content.posts(id) ON DELETE SET NULL,
  FOREIGN KEY (reply_to_id) REFERENCES content.posts(id) ON DELETE SET NULL,
  FOREIGN KEY (root_id) REFERENCES content.posts(id) ON DELETE SET NULL,
  CHECK (((length >= 0) AND (length <= 280))),
  CHECK ((char_length(content) <= 8000)),
  CHECK ((char_length(content_warning) <= 400)),
  CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text]))),
  CHECK ((quote_count >= 0)),
  CHECK ((reply_count >= 0)),
  CHECK ((reply_policy = ANY (ARRAY['everyone'::text, 'followers'::text, 'following'::text, 'mentioned'::text, 'nobody'::text]))),
  CHECK ((visibility = ANY (ARRAY['public'::text, 'university'::text, 'followers'::text])))
);

create table content.ranked_replies (
  user_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  reply_ids uuid[] not null,
  oldest_ranked_id uuid,
  PRIMARY KEY (user_id, id)
);

create table content.reposts (
  post_id uuid not null,
  user_id uuid not null,
  id uuid not null,
  PRIMARY KEY (post_id, user_id),
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.scheduled_posts (
  id uuid not null,
  user_id uuid not null,
  post jsonb not null,
  scheduled_for timestamp with time zone not null,
  status text not null default 'waiting'::text,
  failure text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  preview jsonb,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((status = 'failed'::text) = (failure IS NOT NULL))),
  CHECK ((octet_length((post)::text) <= 65536)),
  CHECK ((status = ANY (ARRAY['waiting'::text, 'pending'::text, 'failed'::text])))
);

create table content.unranked_readers (
  user_id uuid not null,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table content.writing_preferences (
  user_id uuid not null,
  undo_seconds smallint not null,
  link_previews boolean not null default true,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((undo_seconds = ANY (ARRAY[0, 5, 10, 30])))
);

CREATE INDEX bookmarks_post ON content.bookmarks USING btree (post_id);
CREATE INDEX bookmarks_user ON content.bookmarks USING btree (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX drafts_user ON content.drafts USING btree (user_id, id DESC);
CREATE INDEX hashtag_follows_key ON content.hashtag_follows USING btree (key, user_id);
CREATE INDEX hashtag_follows_newest ON content.hashtag_follows USING btree (user_id, id DESC);
CREATE INDEX hidden_posts_due ON content.hidden_posts USING btree (erase_at);
CREATE INDEX likes_post ON content.likes USING btree (post_id, id DESC) INCLUDE (user_id);
CREATE INDEX likes_user ON content.likes USING btree (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX linked_pages_fetched ON content.linked_pages USING btree (fetched_at);
CREATE INDEX poll_votes_user ON content.poll_votes USING btree (user_id);
CREATE INDEX post_hashtags_post ON content.post_hashtags USING btree (post_id);
CREATE INDEX post_mentions_post ON content.post_mentions USING btree (post_id);
CREATE INDEX posts_author ON content.posts USING btree (author_id, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX posts_author_deleted ON content.posts USING btree (author_id, id) WHERE (deleted_at IS NOT NULL);
CREATE INDEX posts_author_media ON content.posts USING btree (author_id, id DESC) WHERE ((deleted_at IS NULL) AND has_media);
CREATE INDEX posts_author_top ON content.posts USING btree (author_id, id DESC) WHERE ((deleted_at IS NULL) AND (reply_to_id IS NULL));
CREATE INDEX posts_pinned ON content.posts USING btree (author_id, pinned_at DESC) WHERE (pinned_at IS NOT NULL);
CREATE INDEX posts_quote_of ON content.posts USING btree (quote_of_id, id) WHERE (quote_of_id IS NOT NULL);
CREATE INDEX posts_reply_to ON content.posts USING btree (reply_to_id, id) WHERE (reply_to_id IS NOT NULL);
CREATE INDEX posts_root ON content.posts USING btree (root_id) WHERE (root_id IS NOT NULL);
CREATE INDEX reposts_post ON content.reposts USING btree (post_id, id DESC) INCLUDE (user_id);
CREATE INDEX reposts_user ON content.reposts USING btree (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX scheduled_posts_due ON content.scheduled_posts USING btree (scheduled_for, id) WHERE (status <> 'failed'::text);
CREATE INDEX scheduled_posts_user ON content.scheduled_posts USING btree (user_id, id DESC);
CREATE UNIQUE INDEX linked_pages_id_key ON content.linked_pages USING btree (id);
CREATE UNIQUE INDEX muted_words_user_id_key_key ON content.muted_words USING btree (user_id, key);

create view content.hashtag_follow_view as
 SELECT user_id,
    key,
    id
   FROM content.hashtag_follows;

create view content.hashtag_view as
 SELECT key,
    tag
   FROM content.hashtags;

create view content.like_view as
 SELECT post_id,
    user_id,
    id
   FROM content.likes;

create view content.mention_view as
 SELECT post_id,
    user_id
   FROM content.post_mentions;

create view content.post_hashtag_view as
 SELECT key,
    post_id
   FROM content.post_hashtags;

create view content.post_view as
 SELECT id,
    author_id,
    content,
    entities,
    visibility,
    reply_policy,
    reply_to_id,
    root_id,
    quote_of_id,
    language,
    content_warning,
    (like_count + COALESCE(( SELECT (sum(s.likes))::integer AS sum
           FROM content.count_slots s
          WHERE (s.post_id = posts.id)), 0)) AS like_count,
    (repost_count + COALESCE(( SELECT (sum(s.reposts))::integer AS sum
           FROM content.count_slots s
          WHERE (s.post_id = posts.id)), 0)) AS repost_count,
    reply_count,
    quote_count,
    created_at,
    edited_at,
    has_media,
    parent_author_id,
    inherits_audience,
    audience_limits,
    limiting_author_ids,
    is_limited,
    imported_from
   FROM content.posts
  WHERE (deleted_at IS NULL);

create view content.repost_view as
 SELECT post_id,
    user_id,
    id
   FROM content.reposts;

CREATE OR REPLACE FUNCTION content.count_reaction(post uuid, more_likes integer, more_reposts integer)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update content.posts set like_count = like_count + more_likes, repost_count = repost_count + more_reposts
    where id = (select p.id from content.posts p where p.id = post for no key update skip locked);
  if found then return; end if;
  update content.count_slots s set likes = s.likes + more_likes, reposts = s.reposts + more_reposts
    where s.post_id = post and s.slot = (
      select free.slot from content.count_slots free where free.post_id = post limit 1 for no key update skip locked);
  if found then return; end if;
  insert into content.count_slots (post_id, likes, reposts)
    select p.id, more_likes, more_reposts from content.posts p where p.id = post;
end $function$

CREATE OR REPLACE FUNCTION content.count_reactions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  sign integer := case tg_op when 'INSERT' then 1 else -1 end;
  change record;
begin
  for change in select post_id, count(*)::integer as rows from changed group by post_id order by post_id loop
    if tg_table_name = 'likes' then
      perform content.count_reaction(change.post_id, sign * change.rows, 0);
    else
      perform content.count_reaction(change.post_id, 0, sign * change.rows);
    end if;
  end loop;
  return null;
end $function$

CREATE OR REPLACE FUNCTION content.count_text_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin new.text_version := old.text_version + 1; return new; end $function$

CREATE OR REPLACE FUNCTION content.discount_references()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update content.posts p set reply_count = p.reply_count - lost.rows
    from (select reply_to_id as id, count(*)::integer as rows from gone
          where deleted_at is null and reply_to_id is not null group by 1) lost
    where p.id = lost.id;
  update content.posts p set quote_count = p.quote_count - lost.rows
    from (select quote_of_id as id, count(*)::integer as rows from gone
          where deleted_at is null and quote_of_id is not null group by 1) lost
    where p.id = lost.id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION content.inherited_limits(above content.posts)
 RETURNS social.audience_limit[]
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when own_limit = any(above.audience_limits) then above.audience_limits else above.audience_limits || own_limit end
  from (select row(above.author_id, above.visibility, above.inherits_audience, above.parent_author_id)::social.audience_limit
        as own_limit) own
$function$

CREATE OR REPLACE FUNCTION content.keep_forced_warning()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from content.forced_warnings where post_id = new.id) then new.content_warning := old.content_warning; end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION content.set_reply_audience()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  parent content.posts;
begin
  select * into parent from content.posts where id = new.reply_to_id;
  if found then
    new.parent_author_id := parent.author_id;
    new.audience_limits := content.inherited_limits(parent);
  end if;
  return new;
end $function$

CREATE TRIGGER likes_gone AFTER DELETE ON content.likes REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION content.count_reactions();
CREATE TRIGGER likes_made AFTER INSERT ON content.likes REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION content.count_reactions();
CREATE TRIGGER require_active BEFORE INSERT ON content.likes FOR EACH ROW EXECUTE FUNCTION auth.require_active('user_id');
CREATE TRIGGER require_active BEFORE INSERT ON content.poll_votes FOR EACH ROW EXECUTE FUNCTION auth.require_active('user_id');
CREATE TRIGGER keep_forced_warning BEFORE UPDATE OF content_warning ON content.posts FOR EACH ROW WHEN (((new.content_warning IS DISTINCT FROM old.content_warning) AND (new.deleted_at IS NULL) AND (old.deleted_at IS NULL))) EXECUTE FUNCTION content.keep_forced_warning();
CREATE TRIGGER posts_gone AFTER DELETE ON content.posts REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION content.discount_references();
CREATE TRIGGER posts_reply_audience BEFORE INSERT ON content.posts FOR EACH ROW WHEN ((new.reply_to_id IS NOT NULL)) EXECUTE FUNCTION content.set_reply_audience();
CREATE TRIGGER posts_text_version BEFORE UPDATE OF content, entities, content_warning, language, edited_at, visibility, reply_policy, reply_to_id, root_id, quote_of_id, has_poll, has_media, pinned_at, link_preview ON content.posts FOR EACH ROW EXECUTE FUNCTION content.count_text_version();
CREATE TRIGGER require_active BEFORE INSERT ON content.posts FOR EACH ROW EXECUTE FUNCTION auth.require_active('author_id', 'unmuted');
CREATE TRIGGER require_active_to_change BEFORE UPDATE OF visibility, pinned_at ON content.posts FOR EACH ROW WHEN ((new.deleted_at IS NULL)) EXECUTE FUNCTION auth.require_active('author_id');
CREATE TRIGGER require_unmuted_to_change BEFORE UPDATE OF content ON content.posts FOR EACH ROW WHEN (((new.content <> old.content) AND (new.deleted_at IS NULL) AND (old.deleted_at IS NULL))) EXECUTE FUNCTION auth.require_active('author_id', 'unmuted');
CREATE TRIGGER reposts_gone AFTER DELETE ON content.reposts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION content.count_reactions();
CREATE TRIGGER reposts_made AFTER INSERT ON content.reposts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION content.count_reactions();
CREATE TRIGGER require_active BEFORE INSERT ON content.reposts FOR EACH ROW EXECUTE FUNCTION auth.require_active('user_id', 'unmuted');
