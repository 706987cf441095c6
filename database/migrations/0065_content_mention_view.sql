-- Published: whom living posts name.
create view content.mention_view as select post_id, user_id from content.post_mentions;
