-- What a process keeps of a post's text is good as long as its version is: of the text itself …
alter table content.posts add column text_version integer not null default 0;

create function content.count_text_version() returns trigger
  language plpgsql as $$ begin new.text_version := old.text_version + 1; return new; end $$;
create trigger posts_text_version before update of content, entities, content_warning, language on content.posts
  for each row execute function content.count_text_version();

-- … and of its author's card: the row's own version in PostgreSQL, which every change of it renews.
create or replace view auth.member_view as
  select u.id, u.username, u.display_name, u.status, u.university_id, n.name as university_name, u.affiliation, u.locale,
         u.created_at, u.xmin::text as version
  from auth.users u join auth.universities n on n.id = u.university_id;
create or replace view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
         coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at,
         coalesce(p.shows_likes, false) as shows_likes, concat(u.version, ' ', p.xmin) as version
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;
