-- A post that its author may still take back is a row here, and none of content.posts: no list, count, search or event knows of it.
alter table content.scheduled_posts
  drop constraint scheduled_posts_status_check,
  add constraint scheduled_posts_status_check check (status in ('waiting', 'held', 'failed')),
  -- A held one as its author sees it meanwhile.
  add column preview jsonb;
drop index content.scheduled_posts_due;
create index scheduled_posts_due on content.scheduled_posts (scheduled_for, id) where status <> 'failed';

create table content.writing_preferences (
  user_id uuid primary key references auth.users on delete cascade,
  undo_seconds smallint not null check (undo_seconds in (0, 5, 10, 30))
);
