-- Machinery that every module shares: extensions, time-ordered keys, idempotency, the operator's settings.

create extension if not exists unaccent;
create extension if not exists pg_trgm;

create schema platform;

-- The smallest UUIDv7 of a moment: bounds partitions by time, because ids sort by time.
create function platform.uuid_floor(moment timestamptz) returns uuid
  language sql immutable strict parallel safe
  as $$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Answers to creating requests, so that a retry with the same Idempotency-Key makes nothing twice.
create table platform.idempotency_keys (
  member_id uuid not null,
  key text not null check (char_length(key) between 1 and 200),
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (member_id, key)
);
-- Serves the daily clean-up of keys past their day.
create index idempotency_keys_created_at on platform.idempotency_keys (created_at);

-- What the operator decides while the system runs; what a machine needs to start is in the environment.
create table platform.settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null default now()
);
