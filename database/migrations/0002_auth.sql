-- Accounts and how they prove who they are: universities, registration, sessions, roles, the audit log.

create schema auth;

-- Two universities of a country may have the same name: their first domain distinguishes them.
create table auth.universities (
  id uuid primary key,
  name text not null,
  country char(2) not null,
  is_open boolean not null default false,
  first_domain text not null default '' check (first_domain = lower(first_domain)),
  constraint universities_identity unique (name, country, first_domain)
);
create index universities_open on auth.universities (name) where is_open;
create index universities_name_trgm on auth.universities using gin (name gin_trgm_ops);

-- Domains of the catalogue. Three of them belong to two universities each, so the pair is the key.
create table auth.university_domains (
  university_id uuid references auth.universities on delete cascade,
  domain text check (domain = lower(domain)),
  -- Which spellings of a local part reach the same mailbox: one account per mailbox.
  mailbox_rule text not null default 'exact' check (mailbox_rule in ('exact', 'plus', 'dots_plus')),
  primary key (university_id, domain)
);
create index university_domains_domain on auth.university_domains (domain);

-- A rule admits local parts with a prefix at a domain and gives the affiliation. The longest match wins.
create table auth.allowed_prefixes (
  id uuid primary key,
  university_id uuid not null references auth.universities on delete cascade,
  domain text not null check (domain = lower(domain)),
  include_subdomains boolean not null default false,
  prefix text not null default '' check (prefix = lower(prefix)),
  affiliation text not null check (affiliation in ('student', 'staff', 'alumni')),
  note text not null default '',
  created_by uuid,
  created_at timestamptz not null default now(),
  unique (domain, prefix, include_subdomains)
);

create table auth.users (
  id uuid primary key,
  username text not null check (username ~ '^[a-z0-9_]{3,20}$'),
  display_name text not null check (char_length(display_name) between 1 and 200),
  email text not null,
  -- The address in the form that the domain's mailbox rule gives: one account per mailbox.
  mailbox text not null,
  email_verified_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'active', 'suspended', 'deleted')),
  university_id uuid not null references auth.universities,
  affiliation text not null check (affiliation in ('student', 'staff', 'alumni')),
  locale text not null default 'tr' check (locale in ('tr', 'en')),
  username_changed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- What people search matches: both names, folded.
  search_name text generated always as (platform.fold((display_name || ' ') || username)) stored
);
create unique index users_username on auth.users (username);
create unique index users_mailbox on auth.users (mailbox);
create index users_email on auth.users (lower(email));
-- Serves parts of names and typing errors, from three letters on.
create index users_search_name_trgm on auth.users using gin (search_name gin_trgm_ops) where status = 'active';
-- Serves prefixes of any length.
create index users_search_name on auth.users (search_name text_pattern_ops) where status = 'active';
create index users_username_pattern on auth.users (username text_pattern_ops) where status = 'active';

create table auth.credentials (
  user_id uuid primary key references auth.users on delete cascade,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  -- Encrypted with the server's key. Unconfirmed until the first correct code.
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- The last accepted time step: each code works once.
  totp_last_step bigint
);

create table auth.recovery_codes (
  user_id uuid references auth.users on delete cascade,
  code_hash bytea,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table auth.user_roles (
  user_id uuid references auth.users on delete cascade,
  role text check (role in ('moderator', 'admin', 'owner')),
  granted_by uuid,
  granted_at timestamptz not null default now(),
  primary key (user_id, role)
);

create table auth.sessions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  device_name text not null default '',
  user_agent text not null default '',
  ip inet,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('logout', 'ended_by_owner', 'refresh_reused', 'password_changed', 'suspended', 'expired', 'ended_by_admin')),
  -- When the second factor was last given in this session. Null: never. Staff requests may require one.
  second_factor_at timestamptz,
  -- When a password or code was last given in this session. Changing roles requires a recent one.
  authenticated_at timestamptz not null default now()
);
create index sessions_user on auth.sessions (user_id, last_seen_at desc) where ended_at is null;

create table auth.refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references auth.sessions on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_session on auth.refresh_tokens (session_id);
create index refresh_tokens_expires on auth.refresh_tokens (expires_at);

create table auth.one_time_tokens (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'confirm_sign_in')),
  token_hash bytea not null unique,
  code_hash bytea,
  -- Wrong codes so far. Past the limit the token is void.
  wrong_codes smallint not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_tokens_user on auth.one_time_tokens (user_id, purpose) where used_at is null;
create index one_time_tokens_expires on auth.one_time_tokens (expires_at);

-- ES256 keys of access tokens. The private half is encrypted with the server's key.
create table auth.signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  private_jwk_encrypted bytea not null,
  created_at timestamptz not null default now(),
  -- Signs from this moment until a newer key does. Stays published until retired_at.
  active_from timestamptz not null,
  retired_at timestamptz
);

-- Failed attempts in the current window, by client and account.
create table auth.attempts (
  key text primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);
create index attempts_window on auth.attempts (window_ends_at);

-- Append-only: who did what, when and from where.
create table auth.audit_log (
  id uuid primary key,
  at timestamptz not null default now(),
  event text not null,
  actor_id uuid,
  subject_type text,
  subject_id text,
  session_id uuid,
  ip inet,
  user_agent text,
  request_id text,
  details jsonb not null default '{}'
);
create index audit_log_actor on auth.audit_log (actor_id, id desc);
create index audit_log_subject on auth.audit_log (subject_type, subject_id, id desc);
create index audit_log_event on auth.audit_log (event, id desc);
-- Entries of a time span. BRIN: the log is append-only, so a few pages index years.
create index audit_log_at on auth.audit_log using brin (at);

-- Why and until when a member is suspended. Ended suspensions stay as history.
create table auth.suspensions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  reason text not null check (char_length(reason) between 1 and 1000),
  -- Null: until staff reactivate the member.
  until timestamptz,
  suspended_by uuid,
  suspended_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid
);
create unique index suspensions_open on auth.suspensions (user_id) where ended_at is null;
-- Serves the job that ends expired suspensions.
create index suspensions_due on auth.suspensions (until) where ended_at is null and until is not null;

-- Registrations that wait for proof of their mailbox, any number per mailbox. auth.users holds only accounts with a proved
-- mailbox.
create table auth.registrations (
  -- Becomes the id of the account.
  id uuid primary key,
  email text not null,
  -- The address in the form that the domain's mailbox rule gives.
  mailbox text not null,
  username text not null check (username ~ '^[a-z0-9_]{3,20}$'),
  display_name text not null check (char_length(display_name) between 1 and 200),
  password_hash text not null,
  locale text not null check (locale in ('tr', 'en')),
  -- SHA-256 of the cookie of the browser that registered.
  browser_hash bytea not null,
  -- Null: no email was sent, because the mailbox had its quota for this hour.
  sent_at timestamptz,
  token_hash bytea unique,
  -- Null for a mailbox that has an account: such a registration cannot be confirmed.
  code_hash bytea,
  wrong_codes smallint not null default 0,
  expires_at timestamptz,
  created_at timestamptz not null
);
-- Serves confirmation, resending and the limit per mailbox.
create index registrations_mailbox on auth.registrations (mailbox, created_at);
-- Serves the check whether a username is reserved.
create index registrations_username on auth.registrations (username, created_at);
-- Serves the clean-up.
create index registrations_created on auth.registrations (created_at);

create function auth.reject_change() returns trigger language plpgsql
  as $$ begin raise exception 'the audit log is append-only'; end $$;

-- After a suspension is answered, no write of the member becomes visible (docs/adr/0033). A suspension locks the member's row for
-- update. A write locks it for share and checks the status under that lock: a suspension waits for running writes, and later
-- writes are refused. `for share`, not `for key share`, so that a change of the status alone waits too. A function has its own
-- snapshot, so that a statement that waited sees the change.
create function auth.lock_active_account(member_id uuid) returns void language plpgsql as $$
begin
  perform from auth.users where id = member_id and status = 'active' for share;
  -- `server/platform/suspended-writers.ts` turns this code into the problem `account_suspended`.
  if not found then raise exception 'this account may not write' using errcode = 'SU403'; end if;
end $$;

-- For a before trigger; its argument names the column of the writer. A branch per column, because access by a dynamic name costs
-- ten times as much.
create function auth.require_active() returns trigger language plpgsql as $$
begin
  case tg_argv[0]
    when 'user_id' then perform auth.lock_active_account(new.user_id);
    when 'author_id' then perform auth.lock_active_account(new.author_id);
    when 'owner_id' then perform auth.lock_active_account(new.owner_id);
    when 'member_id' then perform auth.lock_active_account(new.member_id);
    when 'sender_id' then perform auth.lock_active_account(new.sender_id);
    when 'created_by' then perform auth.lock_active_account(new.created_by);
    when 'requester_id' then perform auth.lock_active_account(new.requester_id);
    when 'reporter_id' then perform auth.lock_active_account(new.reporter_id);
  end case;
  return new;
end $$;

-- Public: the identity of each member, without the address. `version` changes whenever the row does (PostgreSQL's own row
-- version).
create view auth.member_view as
  select u.id, u.username, u.display_name, u.status, u.university_id, n.name as university_name, u.affiliation, u.locale,
         u.created_at, u.xmin::text as version
  from auth.users u join auth.universities n on n.id = u.university_id;

-- Public: when a member was last active, without the device.
create view auth.session_activity_view as
  select user_id, max(last_seen_at) as last_seen_at from auth.sessions where ended_at is null group by user_id;

-- Public: active members by name, for search.
create view auth.member_name_view as select id, username, search_name from auth.users where status = 'active';

-- Public: names of universities.
create view auth.university_view as select id, name from auth.universities;

-- Public: how many registrations wait.
create view auth.registration_view as select id, created_at from auth.registrations;

-- Public: each member's interface language. Separate, so that it joins nothing.
create view auth.language_view as select id, locale from auth.users;

-- For the statement that sends messages, which checks many senders at once.
create view auth.writer_view as select id, status, username, display_name from auth.users;

create trigger audit_log_append_only before update or delete on auth.audit_log
  for each row execute function auth.reject_change();

create trigger audit_log_no_truncate before truncate on auth.audit_log
  for each statement execute function auth.reject_change();
