-- Which files a version carried, in their order; what the post carries now is told by the files themselves.
alter table content.post_history add column media_ids uuid[] not null default '{}' check (cardinality(media_ids) <= 10);
update content.post_history history set media_ids = carried.ids
  from (select subject_id, array_agg(id order by position) as ids from media.files where subject_type = 'post' group by subject_id) carried
  where carried.subject_id = history.post_id;

-- Whether a version in the history carried files: those are opened and closed with the account, too.
alter table content.posts add column had_media boolean not null default false;
drop index content.posts_author_media;
create index posts_author_media on content.posts (author_id, id)
  where (has_media or had_media) and deleted_at is null and visibility = 'public';
