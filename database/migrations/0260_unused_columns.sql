-- Columns that nothing reads any more, and constraints that kept the name of their table before.
alter table content.posts drop column had_media;
alter table media.files drop column is_private;
alter table notifications.push_subscriptions drop column failures;
alter table profiles.post_counts rename constraint author_counts_user_id_fkey to post_counts_user_id_fkey;
alter table profiles.post_counts rename constraint author_counts_posts_check to post_counts_posts_check;
comment on column feed.home_timeline.author_id is null;
