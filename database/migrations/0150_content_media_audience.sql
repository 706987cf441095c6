-- Whether a file is public follows from what holds it, at each look: no job walks an author's posts with files any more.
-- The columns media.files.is_private and content.posts.had_media are not read from here on; a later release removes them.
drop index content.posts_author_media;
