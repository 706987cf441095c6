-- Official accounts: docs/adr/0093-official-accounts-and-announcements.md.

-- What an official account stands for, in both languages: {"tr", "en"}; null: it is not official. The check reads no row, because
-- every row has null.
-- safe: scan auth.users: one pass over a few ten thousand rows, all of them null
alter table auth.users add column official jsonb
  check (official is null or (official ->> 'tr' <> '' and official ->> 'en' <> ''));

create or replace view auth.member_view as
  select u.id, u.username, u.display_name, u.status, u.university_id, n.name as university_name, u.affiliation, u.locale, u.created_at,
    u.xmin::text as version, coalesce(n.name_tr, n.name) as university_name_tr, u.official
  from auth.users u join auth.universities n on n.id = u.university_id;
create or replace view profiles.member_view as
  select u.id, u.username, u.display_name, coalesce(p.bio, '') as bio, p.department, p.graduation_year, p.avatar_url, p.header_url,
    coalesce(p.is_private, false) as is_private, u.status, u.university_id, u.university_name, u.affiliation, u.created_at,
    coalesce(p.shows_likes, false) as shows_likes, concat(u.version, ' ', p.xmin) as version, u.university_name_tr, u.official
  from auth.member_view u left join profiles.profiles p on p.user_id = u.id;
create or replace view auth.writer_view as select id, status, username, display_name, muted_until, official from auth.users;

-- The mark is part of what caches of posts keep of an author.
create or replace trigger users_keep_audience
  after insert or update of status, university_id, username, display_name, limited_until, official on auth.users
  for each row execute function social.sync_audience_of_user();
