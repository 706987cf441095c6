-- Hashtags that members follow.

create table content.hashtag_follows (
  user_id uuid not null references auth.users on delete cascade,
  -- Of the hashtag, which may not have been used yet.
  key text not null,
  -- As the member wrote it.
  tag text not null,
  -- UUIDv7: the order of the list, and its cursor.
  id uuid not null,
  primary key (user_id, key)
);
-- One's followed hashtags, newest first.
create index hashtag_follows_newest on content.hashtag_follows (user_id, id desc);
-- Who follows a hashtag.
create index hashtag_follows_key on content.hashtag_follows (key, user_id);

-- Published: who follows which hashtag, and which posts stand under it, by the primary key (key, post_id).
create view content.tag_follow_view as select user_id, key, id from content.hashtag_follows;
create view content.post_hashtag_view as select key, post_id from content.post_hashtags;
