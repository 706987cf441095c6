-- The schema `platform` after all migrations. Generated: npm run generate

create table platform.idempotency_keys (
  member_id uuid not null,
  key text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamp with time zone not null default now(),
  PRIMARY KEY (member_id, key),
  CHECK (((char_length(key) >= 1) AND (char_length(key) <= 200)))
);

create table platform.kept_keys (
  purpose text not null,
  sealed bytea not null,
  PRIMARY KEY (purpose)
);

create table platform.measurements (
  name text not null,
  claimed_at timestamp with time zone not null,
  measured_at timestamp with time zone,
  figures jsonb not null default '{}'::jsonb,
  PRIMARY KEY (name)
);

create table platform.settings (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null default now(),
  PRIMARY KEY (key)
);

CREATE INDEX idempotency_keys_created_at ON platform.idempotency_keys USING btree (created_at);

CREATE OR REPLACE FUNCTION platform.fold(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select normalize(
    replace(replace(replace(replace(replace(translate(
      lower(regexp_replace(
        normalize(upper(lower(normalize(platform.visible(said), nfkd))), nfkd),
        '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g')),
      'øđðłħŧς', 'oddlhtσ'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'), 'և', 'եւ'), nfc) $function$

CREATE OR REPLACE FUNCTION platform.uuid_floor(moment timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $function$

CREATE OR REPLACE FUNCTION platform.uuid_seconds(id uuid)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0::double precision $function$

CREATE OR REPLACE FUNCTION platform.visible(said text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select normalize(regexp_replace(said, '(\U0001F3F4[\U000E0030-\U000E0039\U000E0061-\U000E007A]{1,6}\U000E007F)|[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U00013430-\U00013442\U00016FE4\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '\1', 'g'), nfc) $function$
