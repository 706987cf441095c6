-- Shared by all modules: extensions, time-ordered ids, idempotency keys, the operator's settings.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

create schema platform;

-- Answers to requests that create something: a retry with the same Idempotency-Key gets the first answer.
create table platform.idempotency_keys (
  member_id uuid,
  key text check (char_length(key) between 1 and 200),
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (member_id, key)
);
-- Serves the daily deletion of expired keys.
create index idempotency_keys_created_at on platform.idempotency_keys (created_at);

-- What the operator decides while the system runs. What a process needs to start is in its environment.
create table platform.settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);

-- The smallest UUIDv7 of a moment. Ids sort by time, so it bounds a range or a partition by time.
create function platform.uuid_floor(moment timestamptz) returns uuid
  language sql immutable strict parallel safe
  as $$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Text without invisible characters, as `withoutInvisible` of packages/text removes them: Default_Ignorable_Code_Point and a few
-- characters that fonts leave blank. Tag characters of a flag (England) stay. Normalised to NFC afterwards.
create function platform.visible(said text) returns text
  language sql immutable strict parallel safe
  as $$ select normalize(regexp_replace(said, '(\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{1,6}\U000E007F)|[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '\1', 'g'), nfc) $$;

-- Folds text exactly as `fold` of packages/text does, so that names are found as they are typed: without case, marks and
-- invisible characters (Łukasz, Straße, 김민수, أحمد).
create function platform.fold(said text) returns text
  language sql immutable strict parallel safe
  as $$ select normalize(
    replace(replace(replace(replace(replace(translate(
      lower(regexp_replace(
        normalize(upper(lower(normalize(platform.visible(said), nfkd))), nfkd),
        '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g')),
      'øđðłħŧς', 'oddlhtσ'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), 'և', 'եւ'), nfc) $$;

-- The moment of a UUIDv7, in seconds since 1970.
create function platform.uuid_seconds(id uuid) returns double precision
  language sql immutable strict parallel safe
  as $$ select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0::double precision $$;
