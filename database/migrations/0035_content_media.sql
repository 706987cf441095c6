-- Whether files hang on a post: their rows are asked for only then.
alter table content.posts add column has_media boolean not null default false;

create or replace view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language,
         content_warning,
         like_count + coalesce((select sum(s.likes)::integer from content.count_slots s where s.post_id = posts.id), 0) as like_count,
         repost_count + coalesce((select sum(s.reposts)::integer from content.count_slots s where s.post_id = posts.id), 0) as repost_count,
         reply_count, quote_count, created_at, edited_at, has_media
  from content.posts where deleted_at is null;

-- An account that opens or closes takes its posts' files along.
create index posts_author_media on content.posts (author_id, id) where has_media and deleted_at is null and visibility = 'public';
