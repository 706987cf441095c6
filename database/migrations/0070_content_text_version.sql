-- A process keeps all of a post that is the same for every reader: the version counts whatever of that changes.
drop trigger posts_text_version on content.posts;
create trigger posts_text_version
  before update of content, entities, content_warning, language, edited_at, visibility, reply_policy, reply_to_id, root_id,
    quote_of_id, has_poll, has_media, pinned_at on content.posts
  for each row execute function content.count_text_version();
