-- Likes, reposts, bookmarks, and counters that stay exact without making anybody wait.

-- Room for a counter's new value beside the old one, so that no index is touched when only a counter changes.
alter table content.posts set (fillfactor = 90);

-- The row's own share may fall below zero while the rest of the count stands in a slot.
alter table content.posts drop constraint posts_like_count_check, drop constraint posts_repost_count_check;

create table content.likes (
  post_id uuid not null references content.posts on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  -- UUIDv7: the order of both lists, and their cursor.
  id uuid not null,
  primary key (post_id, user_id)
);
-- Who likes a post, newest first.
create index likes_post on content.likes (post_id, id desc) include (user_id);
-- What a member likes, newest first.
create index likes_user on content.likes (user_id, id desc) include (post_id);

create table content.reposts (
  post_id uuid not null references content.posts on delete cascade,
  user_id uuid not null references auth.users on delete cascade,
  -- Also the id of the entry in home timelines.
  id uuid not null,
  primary key (post_id, user_id)
);
create index reposts_post on content.reposts (post_id, id desc) include (user_id);
-- A member's reposts, newest first; also the pull query's newest N per followee.
create index reposts_user on content.reposts (user_id, id desc) include (post_id);

create table content.bookmarks (
  user_id uuid not null references auth.users on delete cascade,
  post_id uuid not null references content.posts on delete cascade,
  id uuid not null,
  primary key (user_id, post_id)
);
create index bookmarks_user on content.bookmarks (user_id, id desc) include (post_id);
-- Serves the clearing of a deleted post.
create index bookmarks_post on content.bookmarks (post_id);

-- What is counted while another transaction holds the post's row: as many slots as there were writers at once, folded
-- into the row by a job. A post's count is its row's and its slots' together.
create table content.count_slots (
  post_id uuid not null references content.posts on delete cascade,
  slot bigint generated always as identity,
  likes integer not null default 0,
  reposts integer not null default 0,
  primary key (post_id, slot)
) with (fillfactor = 50);

-- Adds to a post's counters in the caller's transaction and waits for nobody: on the post's row if it is free, else on a
-- free slot, else on a new one. A post that goes in this very transaction is counted no more.
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

-- Whatever adds or takes away rows, also a member's physical deletion, counts them.
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
create trigger likes_made after insert on content.likes
  referencing new table as changed for each statement execute function content.count_reactions();
create trigger likes_gone after delete on content.likes
  referencing old table as changed for each statement execute function content.count_reactions();
create trigger reposts_made after insert on content.reposts
  referencing new table as changed for each statement execute function content.count_reactions();
create trigger reposts_gone after delete on content.reposts
  referencing old table as changed for each statement execute function content.count_reactions();

-- A member's physical deletion takes their posts along; what hung on these stays, and hangs on nothing. A thread's root
-- and the answered post may then go one without the other.
alter table content.posts drop constraint posts_check;
alter table content.posts
  drop constraint posts_reply_to_id_fkey,
  drop constraint posts_root_id_fkey,
  drop constraint posts_quote_of_id_fkey,
  add constraint posts_reply_to_id_fkey foreign key (reply_to_id) references content.posts on delete set null,
  add constraint posts_root_id_fkey foreign key (root_id) references content.posts on delete set null,
  add constraint posts_quote_of_id_fkey foreign key (quote_of_id) references content.posts on delete set null;
-- Serves that.
create index posts_root on content.posts (root_id) where root_id is not null;

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
create trigger posts_gone after delete on content.posts
  referencing old table as gone for each statement execute function content.discount_references();

-- Published: living posts, with all of their counts.
create or replace view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language,
         content_warning,
         like_count + coalesce((select sum(s.likes)::integer from content.count_slots s where s.post_id = posts.id), 0) as like_count,
         repost_count + coalesce((select sum(s.reposts)::integer from content.count_slots s where s.post_id = posts.id), 0) as repost_count,
         reply_count, quote_count, created_at, edited_at
  from content.posts where deleted_at is null;
create view content.like_view as select post_id, user_id, id from content.likes;
create view content.repost_view as select post_id, user_id, id from content.reposts;

-- Whether others see what one likes. Only oneself, until one says otherwise.
alter table profiles.profiles add column shows_likes boolean not null default false;
create or replace view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
         coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at,
         coalesce(p.shows_likes, false) as shows_likes
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;
