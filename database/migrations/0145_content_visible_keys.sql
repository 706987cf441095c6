-- Keys hold nothing that is not drawn: #şen<U+200C>lik and #şenlik were two hashtags, and `_` was a letter of muted words.

-- A text without what nobody sees, as `withoutInvisible` of packages/text makes it: Default_Ignorable_Code_Point and a few
-- characters that fonts leave blank. The tag characters of a flag (England) stay. Composed anew, since these kept letters apart.
create or replace function platform.visible(said text) returns text
  language sql immutable strict parallel safe
  as $$ select normalize(regexp_replace(said, '(\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{1,6}\U000E007F)|[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '\1', 'g'), nfc) $$;

create or replace function platform.fold(said text) returns text
  language sql immutable strict parallel safe
  as $$ select lower(regexp_replace(normalize(upper(lower(normalize(platform.visible(said), nfkd))), nfkd), '[\u0300-\u036f]', '', 'g')) $$;

-- Names: the column is made anew wherever the rule changes it.
update auth.users set display_name = display_name
  where search_name is distinct from platform.fold(display_name || ' ' || username);

-- Hashtags. A key without a letter is none any more.
create temporary table rekeyed on commit drop as
  select key as old, platform.visible(key) as new, platform.visible(key) !~ '^[0-9_]*$' as is_tag
  from (
    select key from content.hashtags union select key from content.hashtag_follows
    union select key from feed.hidden_hashtags union select key from feed.hashtag_days) every
  where key <> platform.visible(key);

insert into content.hashtags (key, tag, created_at)
  select distinct on (rekeyed.new) rekeyed.new, platform.visible(twin.tag), twin.created_at
  from content.hashtags twin join rekeyed on rekeyed.old = twin.key and rekeyed.is_tag
  order by rekeyed.new, twin.created_at
  on conflict do nothing;
insert into content.post_hashtags (key, post_id)
  select distinct rekeyed.new, twin.post_id
  from content.post_hashtags twin join rekeyed on rekeyed.old = twin.key and rekeyed.is_tag
  on conflict do nothing;
-- Takes the twins of `post_hashtags` with it.
delete from content.hashtags using rekeyed where rekeyed.old = hashtags.key;

insert into content.hashtag_follows (user_id, key, tag, id)
  select distinct on (twin.user_id, rekeyed.new) twin.user_id, rekeyed.new, platform.visible(twin.tag), twin.id
  from content.hashtag_follows twin join rekeyed on rekeyed.old = twin.key and rekeyed.is_tag
  order by twin.user_id, rekeyed.new, twin.id
  on conflict do nothing;
delete from content.hashtag_follows using rekeyed where rekeyed.old = hashtag_follows.key;

-- What one twin was hidden for holds for the tag. The old rows go first: their ids are unique.
with gone as (
  delete from feed.hidden_hashtags using rekeyed where rekeyed.old = hidden_hashtags.key
  returning hidden_hashtags.*, rekeyed.new, rekeyed.is_tag)
insert into feed.hidden_hashtags (key, id, tag, reason, hidden_by, hidden_at)
  select distinct on (new) new, id, platform.visible(tag), reason, hidden_by, hidden_at from gone where is_tag order by new, id
  on conflict do nothing;

-- People are counted once in a day, so days with a twin are counted again by the job that misses them.
delete from feed.counted_days where day in (
  select twin.day from feed.hashtag_days twin join rekeyed on rekeyed.old = twin.key);
delete from feed.hashtag_days where not exists (select from feed.counted_days counted where counted.day = hashtag_days.day)
  and exists (select from rekeyed);
delete from feed.trending_hashtags where key <> platform.visible(key);
delete from analytics.hashtag_figures where tag <> platform.visible(tag);
update feed.pool set hashtags = array(select distinct platform.visible(key) from unnest(hashtags) key)
  where exists (select from unnest(hashtags) key where key <> platform.visible(key));

-- Hashtags in stored texts: without what is not drawn, but for joiners (U+200C, U+200D); those without a letter are plain text.
create or replace function pg_temp.visible_tags(entities jsonb) returns jsonb language sql as $$
  select coalesce(jsonb_agg(
    case when entity ->> 'type' <> 'hashtag' then entity
    else jsonb_set(entity, '{tag}', to_jsonb(translate(
      platform.visible(translate(entity ->> 'tag', E'\u200C\u200D', E'\uE000\uE001')), E'\uE000\uE001', E'\u200C\u200D'))) end
    order by place), '[]')
  from jsonb_array_elements(entities) with ordinality as listed (entity, place)
  where entity ->> 'type' <> 'hashtag' or platform.visible(entity ->> 'tag') !~ '^[0-9_]*$' $$;
update content.posts set entities = pg_temp.visible_tags(entities)
  where content <> platform.visible(content) and entities @> '[{"type": "hashtag"}]' and entities <> pg_temp.visible_tags(entities);
update content.post_history set entities = pg_temp.visible_tags(entities)
  where content <> platform.visible(content) and entities @> '[{"type": "hashtag"}]' and entities <> pg_temp.visible_tags(entities);
update messaging.messages set entities = pg_temp.visible_tags(entities)
  where content <> platform.visible(content) and entities @> '[{"type": "hashtag"}]' and entities <> pg_temp.visible_tags(entities);

-- Muted words: an underscore stands between words; of what becomes one word the widest stays.
create temporary table remuted on commit drop as
  select id, user_id, scope, suffixes, expires_at, key as old,
    case when key like '#%' then platform.visible(key)
      else coalesce(nullif(btrim(regexp_replace(platform.visible(key), '[_ ]+', ' ', 'g')), ''), platform.visible(key)) end as new
  from content.muted_words;
delete from remuted kept where not exists (
  select from remuted other where other.user_id = kept.user_id and other.new = kept.new and other.old <> other.new);
delete from content.muted_words word using remuted
  where remuted.id = word.id and (remuted.new in ('', '#')
    or exists (select from remuted first where first.user_id = remuted.user_id and first.new = remuted.new and first.id < remuted.id));
update content.muted_words word set key = merged.new, scope = merged.scope, suffixes = merged.suffixes, expires_at = merged.expires_at
  from (
    select user_id, new, min(id::text)::uuid as first,
      case when bool_or(scope = 'everywhere') then 'everywhere' else 'home' end as scope, bool_or(suffixes) as suffixes,
      case when bool_or(expires_at is null) then null else max(expires_at) end as expires_at
    from remuted group by user_id, new) merged
  where merged.first = word.id and merged.new not in ('', '#');

-- Words that are searched: posts are gone through again when a worker starts; of messages, what is not drawn goes here.
delete from search.progress where job = 'index';
delete from search.vocabulary where word <> platform.visible(word);
update messaging.messages
  set words = platform.visible(ts_delete(words, array(
    select entry.lexeme from unnest(words) entry where platform.visible(regexp_replace(entry.lexeme, '^s:', '')) = ''))::text)::tsvector
  where words is not null and words::text <> platform.visible(words::text);
