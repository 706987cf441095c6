-- Posts with what is parsed from their text, reactions, polls, drafts, scheduled and pending posts, muted words.

create schema content;

-- The fill factor leaves room for a row's new version on its page, so that a counter's change touches no index.
create table content.posts (
  id uuid primary key,
  author_id uuid not null references auth.users on delete cascade,
  content text not null check (char_length(content) <= 8000),
  -- Grapheme clusters, a link counts 23. The database enforces the limit of 280 too.
  length smallint not null check (length between 0 and 280),
  entities jsonb not null default '[]',
  visibility text not null default 'public' check (visibility in ('public', 'university', 'followers')),
  reply_policy text not null default 'everyone' check (reply_policy in ('everyone', 'followers', 'mentioned', 'nobody')),
  reply_to_id uuid references content.posts on delete set null,
  root_id uuid references content.posts on delete set null,
  quote_of_id uuid references content.posts on delete set null,
  language text check (language in ('tr', 'en')),
  content_warning text check (char_length(content_warning) <= 400),
  -- May fall below zero while the rest of the count is in count_slots.
  like_count integer not null default 0,
  repost_count integer not null default 0,
  reply_count integer not null default 0 check (reply_count >= 0),
  quote_count integer not null default 0 check (quote_count >= 0),
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  has_poll boolean not null default false,
  -- When the author pinned the post to their profile.
  pinned_at timestamptz,
  -- Version of everything about the post that is equal for all viewers. Processes cache that by version.
  text_version integer not null default 0,
  -- Whether the post has attachments. Lists read attachments only where it is set.
  has_media boolean not null default false,
  -- Author of the parent post: they may always read the reply.
  parent_author_id uuid,
  -- A reply in a closed thread that was published without a narrower audience of its own. While the thread is closed, only the
  -- thread's audience counts.
  inherits_audience boolean not null default false,
  -- The ancestors, first post of the thread first, equal ones once (docs/adr/0020). Null for a post that is no reply. With it no
  -- read walks a thread.
  audience_limits social.audience_limit[],
  limiting_author_ids uuid[] generated always as (social.limiting_authors(audience_limits)) stored,
  is_limited boolean generated always as (social.is_limited(audience_limits)) stored
) with (fillfactor = 90);
-- A member's posts, newest first. Serves the newest N per followee as well.
create index posts_author on content.posts (author_id, id desc) where deleted_at is null;
-- The same without replies, so that the profile of a member who mostly replies takes one short scan too.
create index posts_author_top on content.posts (author_id, id desc) where deleted_at is null and reply_to_id is null;
create index posts_reply_to on content.posts (reply_to_id, id) where reply_to_id is not null;
create index posts_quote_of on content.posts (quote_of_id, id) where quote_of_id is not null;
-- The posts of a thread.
create index posts_root on content.posts (root_id) where root_id is not null;
-- A member's pinned posts, newest first: three at most.
create index posts_pinned on content.posts (author_id, pinned_at desc) where pinned_at is not null;

create table content.hashtags (
  key text primary key,
  -- As first written.
  tag text not null,
  created_at timestamptz not null default now()
);

create table content.post_hashtags (
  key text references content.hashtags on delete cascade,
  post_id uuid references content.posts on delete cascade,
  primary key (key, post_id)
);
create index post_hashtags_post on content.post_hashtags (post_id);

create table content.post_mentions (
  user_id uuid references auth.users on delete cascade,
  post_id uuid references content.posts on delete cascade,
  primary key (user_id, post_id)
);
create index post_mentions_post on content.post_mentions (post_id);

create table content.likes (
  post_id uuid references content.posts on delete cascade,
  user_id uuid references auth.users on delete cascade,
  -- UUIDv7: order and cursor of both lists.
  id uuid not null,
  primary key (post_id, user_id)
);
-- Who likes a post, newest first.
create index likes_post on content.likes (post_id, id desc) include (user_id);
-- What a member likes, newest first.
create index likes_user on content.likes (user_id, id desc) include (post_id);

create table content.reposts (
  post_id uuid references content.posts on delete cascade,
  user_id uuid references auth.users on delete cascade,
  -- Also the id of the entry in home timelines.
  id uuid not null,
  primary key (post_id, user_id)
);
create index reposts_post on content.reposts (post_id, id desc) include (user_id);
-- A member's reposts, newest first. Serves the newest N per followee as well.
create index reposts_user on content.reposts (user_id, id desc) include (post_id);

create table content.bookmarks (
  user_id uuid references auth.users on delete cascade,
  post_id uuid references content.posts on delete cascade,
  id uuid not null,
  primary key (user_id, post_id)
);
create index bookmarks_user on content.bookmarks (user_id, id desc) include (post_id);
-- Serves the clean-up after a post is deleted.
create index bookmarks_post on content.bookmarks (post_id);

-- Counts that could not go to the post's row because another transaction held its lock: as many slots as there were concurrent
-- writers. A job adds them to the row. A post's count is the sum of its row and its slots.
create table content.count_slots (
  post_id uuid references content.posts on delete cascade,
  slot bigint generated always as identity,
  likes integer not null default 0,
  reposts integer not null default 0,
  primary key (post_id, slot)
) with (fillfactor = 50);

-- Earlier versions of edited posts. The current version is the post itself.
create table content.post_history (
  post_id uuid references content.posts on delete cascade,
  version smallint check (version between 1 and 50),
  content text not null check (char_length(content) <= 8000),
  entities jsonb not null,
  content_warning text check (char_length(content_warning) <= 400),
  -- When this version was written.
  written_at timestamptz not null,
  -- The attachments of this version, in order. The files themselves say which are attached now.
  media_ids uuid[] not null default '{}' check (cardinality(media_ids) <= 10),
  primary key (post_id, version)
);

-- One row per poll. A vote locks it, so that its counters change one after another.
create table content.polls (
  post_id uuid primary key references content.posts on delete cascade,
  options text[] not null check (cardinality(options) between 2 and 8),
  votes integer[] not null,
  multiple boolean not null,
  closes_at timestamptz not null,
  voters integer not null default 0 check (voters >= 0),
  check (cardinality(votes) = cardinality(options) and (0 <= all (votes)))
);

create table content.poll_votes (
  post_id uuid references content.polls on delete cascade,
  user_id uuid references auth.users on delete cascade,
  -- Positions in `options`, from 0, ascending.
  choices smallint[] not null check (cardinality(choices) between 1 and 8),
  voted_at timestamptz not null,
  primary key (post_id, user_id)
);
create index poll_votes_user on content.poll_votes (user_id);

-- `post` is the body of POST /posts. It is validated when it is published.
create table content.drafts (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  post jsonb not null check (octet_length(post::text) <= 65536),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index drafts_user on content.drafts (user_id, id desc);

-- Scheduled and pending posts. Publishing deletes the row in the same transaction.
create table content.scheduled_posts (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  post jsonb not null check (octet_length(post::text) <= 65536),
  scheduled_for timestamptz not null,
  status text not null default 'waiting' check (status in ('waiting', 'pending', 'failed')),
  -- Code of the problem that prevented publishing.
  failure text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- A pending post as its author sees it. A post that the author may still undo is a row here and not in content.posts, so that
  -- no list, count, search or event includes it.
  preview jsonb,
  check ((status = 'failed') = (failure is not null))
);
create index scheduled_posts_user on content.scheduled_posts (user_id, id desc);
-- Serves the job that publishes due posts.
create index scheduled_posts_due on content.scheduled_posts (scheduled_for, id) where status <> 'failed';

create table content.muted_words (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  -- As the member wrote it.
  word text not null check (char_length(word) <= 240),
  -- What it matches by: its folded words, or # and the key of a hashtag.
  key text not null,
  scope text not null check (scope in ('home', 'everywhere')),
  -- Whether it also matches with Turkish and English suffixes.
  suffixes boolean not null,
  expires_at timestamptz,
  created_at timestamptz not null,
  unique (user_id, key)
);

create table content.hashtag_follows (
  user_id uuid references auth.users on delete cascade,
  -- The hashtag's key. It may not be in use yet.
  key text,
  -- As the member wrote it.
  tag text not null,
  -- UUIDv7: order and cursor of the list.
  id uuid not null,
  primary key (user_id, key)
);
-- A member's followed hashtags, newest first.
create index hashtag_follows_newest on content.hashtag_follows (user_id, id desc);
-- Who follows a hashtag.
create index hashtag_follows_key on content.hashtag_follows (key, user_id);

-- The replies to a post in ranked order, for one viewer: docs/ranking.md. Unlogged: losing a row costs one new ranking.
create unlogged table content.ranked_replies (
  user_id uuid,
  -- Contains the moment of the ranking.
  id uuid,
  post_id uuid not null,
  reply_ids uuid[] not null,
  -- The oldest ranked reply, if there are older ones: those follow by time.
  oldest_ranked_id uuid,
  primary key (user_id, id)
);

create table content.writing_preferences (
  user_id uuid primary key references auth.users on delete cascade,
  undo_seconds smallint not null check (undo_seconds in (0, 5, 10, 30))
);

-- Members who have switched ranking off: they get replies in order of time. Feed, which is above content, owns the preference, and
-- writes it here through a function of content.
create table content.unranked_readers (
  user_id uuid primary key references auth.users on delete cascade
);

-- Adds to a post's counters in the caller's transaction without waiting: to the post's row if it is free, else to a free slot,
-- else to a new slot. Does nothing for a post that this transaction deletes.
create function content.count_reaction(post uuid, more_likes integer, more_reposts integer) returns void
  language plpgsql as $$
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
end $$;

-- Counts every inserted and deleted row, including those that go with a deleted account.
create function content.count_reactions() returns trigger
  language plpgsql as $$
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
end $$;

create function content.discount_references() returns trigger
  language plpgsql as $$
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
end $$;

create function content.count_text_version() returns trigger
  language plpgsql as $$ begin new.text_version := old.text_version + 1; return new; end $$;

-- What limits a reply to a post: the limits of that post, and the post itself.
create function content.inherited_limits(above content.posts) returns social.audience_limit[] language sql immutable as $$
  select case when own_limit = any(above.audience_limits) then above.audience_limits else above.audience_limits || own_limit end
  from (select row(above.author_id, above.visibility, above.inherits_audience, above.parent_author_id)::social.audience_limit
        as own_limit) own
$$;

create function content.set_reply_audience() returns trigger language plpgsql as $$
declare
  parent content.posts;
begin
  select * into parent from content.posts where id = new.reply_to_id;
  if found then
    new.parent_author_id := parent.author_id;
    new.audience_limits := content.inherited_limits(parent);
  end if;
  return new;
end $$;

-- Public: posts that are not deleted, with complete counts.
create view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language, content_warning,
         like_count + coalesce((select sum(s.likes)::integer from content.count_slots s where s.post_id = posts.id), 0) as like_count,
         repost_count + coalesce((select sum(s.reposts)::integer from content.count_slots s where s.post_id = posts.id), 0)
           as repost_count,
         reply_count, quote_count, created_at, edited_at, has_media, parent_author_id, inherits_audience, audience_limits,
         limiting_author_ids, is_limited
  from content.posts where deleted_at is null;

create view content.like_view as select post_id, user_id, id from content.likes;

create view content.repost_view as select post_id, user_id, id from content.reposts;

-- Public: who follows which hashtag.
create view content.hashtag_follow_view as select user_id, key, id from content.hashtag_follows;

-- Public: the posts of a hashtag.
create view content.post_hashtag_view as select key, post_id from content.post_hashtags;

-- Public: hashtags by key, for search.
create view content.hashtag_view as select key, tag from content.hashtags;

-- Public: who is mentioned in posts that are not deleted.
create view content.mention_view as select post_id, user_id from content.post_mentions;

create trigger likes_made after insert on content.likes
  referencing new table as changed for each statement execute function content.count_reactions();

create trigger likes_gone after delete on content.likes
  referencing old table as changed for each statement execute function content.count_reactions();

create trigger reposts_made after insert on content.reposts
  referencing new table as changed for each statement execute function content.count_reactions();

create trigger reposts_gone after delete on content.reposts
  referencing old table as changed for each statement execute function content.count_reactions();

create trigger posts_gone after delete on content.posts
  referencing old table as gone for each statement execute function content.discount_references();

create trigger posts_text_version
  before update of content, entities, content_warning, language, edited_at, visibility, reply_policy, reply_to_id, root_id,
    quote_of_id, has_poll, has_media, pinned_at on content.posts
  for each row execute function content.count_text_version();

create trigger posts_reply_audience before insert on content.posts
  for each row when (new.reply_to_id is not null) execute function content.set_reply_audience();

-- `tests/access/active-writers.test.ts` compares these triggers with the catalogue: each table that members write has one, or a
-- reason there.
create trigger require_active before insert on content.posts for each row execute function auth.require_active('author_id');

create trigger require_active before insert on content.likes for each row execute function auth.require_active('user_id');

create trigger require_active before insert on content.reposts for each row execute function auth.require_active('user_id');

create trigger require_active before insert on content.poll_votes for each row execute function auth.require_active('user_id');

-- Changes that others see. Counters change none of these columns, and deletion is always allowed.
create trigger require_active_to_change before update of visibility, pinned_at on content.posts
  for each row when (new.deleted_at is null) execute function auth.require_active('author_id');
