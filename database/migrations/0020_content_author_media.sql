-- A profile's media tab reads only the author's posts with files, however many others the author has.

create index posts_author_media on content.posts (author_id, id desc) where deleted_at is null and has_media;

-- The Turkish name of a university, if it differs from the catalogue's name (server/modules/auth/universities/turkish-name.ts). Null until
-- the catalogue is loaded the next time.

alter table auth.universities add column name_tr text;

create or replace view auth.member_view as
  select u.id, u.username, u.display_name, u.status, u.university_id, n.name as university_name, u.affiliation, u.locale, u.created_at,
    u.xmin::text as version, coalesce(n.name_tr, n.name) as university_name_tr
  from auth.users u join auth.universities n on n.id = u.university_id;

create or replace view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
    coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at,
    coalesce(p.shows_likes, false) as shows_likes, concat(u.version, ' ', p.xmin) as version, u.university_name_tr
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;
