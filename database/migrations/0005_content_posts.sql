-- Posts, and what is read out of their text.

create schema content;

create table content.posts (
  id uuid primary key,
  author_id uuid not null references auth.users on delete cascade,
  content text not null check (char_length(content) <= 8000),
  -- Grapheme clusters, a link counting 23: the rule of 280 holds in the database too.
  length smallint not null check (length between 0 and 280),
  entities jsonb not null default '[]',
  visibility text not null default 'public' check (visibility in ('public', 'university', 'followers')),
  reply_policy text not null default 'everyone' check (reply_policy in ('everyone', 'followers', 'mentioned', 'nobody')),
  reply_to_id uuid references content.posts,
  root_id uuid references content.posts,
  quote_of_id uuid references content.posts,
  language text check (language in ('tr', 'en')),
  content_warning text check (char_length(content_warning) <= 400),
  like_count integer not null default 0 check (like_count >= 0),
  repost_count integer not null default 0 check (repost_count >= 0),
  reply_count integer not null default 0 check (reply_count >= 0),
  quote_count integer not null default 0 check (quote_count >= 0),
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  check ((reply_to_id is null) = (root_id is null))
);
-- A member's posts, newest first; also the pull query's newest N per followee.
create index posts_author on content.posts (author_id, id desc) where deleted_at is null;
-- The same without replies, so that a member who mostly answers still lists in one short scan.
create index posts_author_top on content.posts (author_id, id desc) where deleted_at is null and reply_to_id is null;
create index posts_reply_to on content.posts (reply_to_id, id) where reply_to_id is not null;
create index posts_quote_of on content.posts (quote_of_id, id) where quote_of_id is not null;

create table content.hashtags (
  key text primary key,
  -- As first typed.
  tag text not null,
  created_at timestamptz not null default now()
);
create table content.post_hashtags (
  key text not null references content.hashtags on delete cascade,
  post_id uuid not null references content.posts on delete cascade,
  primary key (key, post_id)
);
create index post_hashtags_post on content.post_hashtags (post_id);

create table content.post_mentions (
  user_id uuid not null references auth.users on delete cascade,
  post_id uuid not null references content.posts on delete cascade,
  primary key (user_id, post_id)
);
create index post_mentions_post on content.post_mentions (post_id);

create table content.author_counts (
  user_id uuid primary key references auth.users on delete cascade,
  posts integer not null default 0 check (posts >= 0)
);

-- Published: living posts.
create view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language,
         content_warning, like_count, repost_count, reply_count, quote_count, created_at, edited_at
  from content.posts where deleted_at is null;
create view content.author_counts_view as select user_id, posts from content.author_counts;
