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
AS $function$ select lower(regexp_replace(normalize(upper(lower(normalize(said, nfkd))), nfkd), '[\u0300-\u036f]', '', 'g')) $function$

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
