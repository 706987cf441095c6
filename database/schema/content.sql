-- The schema `content` after all migrations. Generated: npm run generate

create table content.author_counts (
  user_id uuid not null,
  posts integer not null default 0,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((posts >= 0))
);

create table content.hashtags (
  key text not null,
  tag text not null,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (key)
);

create table content.post_hashtags (
  key text not null,
  post_id uuid not null,
  PRIMARY KEY (key, post_id),
  FOREIGN KEY (key) REFERENCES content.hashtags(key) ON DELETE CASCADE,
  FOREIGN KEY (post_id) REFERENCES content.posts(id) ON DELETE CASCADE
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
  PRIMARY KEY (id),
  FOREIGN KEY (author_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (quote_of_id) REFERENCES content.posts(id),
  FOREIGN KEY (reply_to_id) REFERENCES content.posts(id),
  FOREIGN KEY (root_id) REFERENCES content.posts(id),
  CHECK (((length >= 0) AND (length <= 280))),
  CHECK (((reply_to_id IS NULL) = (root_id IS NULL))),
  CHECK ((char_length(content) <= 8000)),
  CHECK ((char_length(content_warning) <= 400)),
  CHECK ((language = ANY (ARRAY['tr'::text, 'en'::text]))),
  CHECK ((like_count >= 0)),
  CHECK ((quote_count >= 0)),
  CHECK ((reply_count >= 0)),
  CHECK ((reply_policy = ANY (ARRAY['everyone'::text, 'followers'::text, 'mentioned'::text, 'nobody'::text]))),
  CHECK ((repost_count >= 0)),
  CHECK ((visibility = ANY (ARRAY['public'::text, 'university'::text, 'followers'::text])))
);

CREATE INDEX post_hashtags_post ON content.post_hashtags USING btree (post_id);
CREATE INDEX post_mentions_post ON content.post_mentions USING btree (post_id);
CREATE INDEX posts_author ON content.posts USING btree (author_id, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX posts_author_top ON content.posts USING btree (author_id, id DESC) WHERE ((deleted_at IS NULL) AND (reply_to_id IS NULL));
CREATE INDEX posts_quote_of ON content.posts USING btree (quote_of_id, id) WHERE (quote_of_id IS NOT NULL);
CREATE INDEX posts_reply_to ON content.posts USING btree (reply_to_id, id) WHERE (reply_to_id IS NOT NULL);

create view content.author_counts_view as
 SELECT user_id,
    posts
   FROM content.author_counts;

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
    like_count,
    repost_count,
    reply_count,
    quote_count,
    created_at,
    edited_at
   FROM content.posts
  WHERE (deleted_at IS NULL);
