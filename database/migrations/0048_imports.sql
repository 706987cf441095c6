-- Import of a copy from another campus (docs/adr/0096-import-of-a-copy.md).

-- The keys that sign the copies of this campus. Old ones stay, because copies that they signed stay.
create table auth.archive_keys (
  id text primary key,
  public_key text not null unique,
  private_key_sealed bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);

create schema imports;

-- The campuses whose copies are accepted here. None: nobody can import.
create table imports.campuses (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 80),
  origin text not null unique check (char_length(origin) <= 300),
  public_keys text[] not null check (cardinality(public_keys) between 1 and 5),
  added_by uuid references auth.users on delete set null,
  added_at timestamptz not null
);

-- One copy that a member brings.
create table imports.imports (
  id uuid primary key,
  member_id uuid not null references auth.users on delete cascade,
  -- The uploaded ZIP, deleted when it is no longer needed.
  media_id uuid not null,
  state text not null default 'checking'
    check (state in ('checking', 'refused', 'checked', 'running', 'failed', 'done', 'undoing', 'undone')),
  -- Why it was refused or failed: the code of a problem.
  failure text,
  -- What the signed manifest says, once it is checked.
  archive_id uuid,
  campus_name text,
  origin text,
  source_member_id uuid,
  source_username text,
  written_at timestamptz,
  -- Counts of what comes in and of what does not.
  summary jsonb,
  takes_profile boolean not null default false,
  -- Lines of the copy that were taken or left out.
  done integer not null default 0,
  result jsonb,
  created_at timestamptz not null,
  progress_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz
);
create index imports_member on imports.imports (member_id, id desc);
create index imports_open on imports.imports (progress_at) where state in ('checking', 'checked', 'running', 'undoing');
-- A copy, and an account of another campus, is in one account here at most; and an account has one import.
create unique index imports_archive on imports.imports (archive_id) where state in ('running', 'failed', 'done', 'undoing');
create unique index imports_source on imports.imports (origin, source_member_id) where state in ('running', 'failed', 'done', 'undoing');
create unique index imports_taken on imports.imports (member_id) where state in ('running', 'failed', 'done', 'undoing');
create index imports_address on imports.imports (origin, source_username) where state = 'done';
create trigger require_active before insert on imports.imports for each row execute function auth.require_active('member_id');

-- Follows of people who have not come from that campus yet.
create table imports.pending_follows (
  member_id uuid not null references auth.users on delete cascade,
  origin text not null,
  username text not null check (char_length(username) <= 60),
  expires_at timestamptz not null,
  primary key (member_id, origin, username)
);
create index pending_follows_address on imports.pending_follows (origin, username);
create index pending_follows_expiry on imports.pending_follows (expires_at);

-- The campus that a post was written on, if it was imported.
alter table content.posts add column imported_from text;
create or replace view content.post_view as
  select id, author_id, content, entities, visibility, reply_policy, reply_to_id, root_id, quote_of_id, language, content_warning,
    like_count + coalesce((select sum(s.likes)::integer from content.count_slots s where s.post_id = posts.id), 0) as like_count,
    repost_count + coalesce((select sum(s.reposts)::integer from content.count_slots s where s.post_id = posts.id), 0) as repost_count,
    reply_count, quote_count, created_at, edited_at, has_media, parent_author_id, inherits_audience, audience_limits,
    limiting_author_ids, is_limited, imported_from
  from content.posts where deleted_at is null;
