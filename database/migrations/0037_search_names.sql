-- One spelling of a name, as `fold` of packages/text makes it for Latin letters: İ, I, ı and i are one, accents fall away.
-- Immutable: it asks for nothing but its argument.
create function platform.fold(said text) returns text
  language sql immutable strict parallel safe
  as $$ select lower(regexp_replace(normalize(upper(lower(normalize(said, nfkd))), nfkd), '[\u0300-\u036f]', '', 'g')) $$;

-- What members are found by; the database keeps it in step with both names.
alter table auth.users
  add column search_name text generated always as (platform.fold(display_name || ' ' || username)) stored;
-- Serves parts of names and typing errors, from three letters on …
create index users_search_name_trgm on auth.users using gin (search_name gin_trgm_ops) where status = 'active';
-- … and beginnings of any length.
create index users_search_name on auth.users (search_name text_pattern_ops) where status = 'active';
create index users_username_pattern on auth.users (username text_pattern_ops) where status = 'active';

-- Published for search: active members by their names.
create view auth.member_name_view as select id, username, search_name from auth.users where status = 'active';

-- Published for search: hashtags by key.
create view content.hashtag_view as select key, tag from content.hashtags;
