-- A pending post waits for the end of its undo window.
alter table content.scheduled_posts drop constraint scheduled_posts_status_check;
update content.scheduled_posts set status = 'pending' where status = 'held';
alter table content.scheduled_posts
  add constraint scheduled_posts_status_check check (status in ('waiting', 'pending', 'failed'));

-- Older replies than this one are not ranked.
alter table content.ranked_replies rename column rest_before to oldest_ranked_id;

alter view content.tag_follow_view rename to hashtag_follow_view;
