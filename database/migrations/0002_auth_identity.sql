-- Who may come in, who they are, how they prove it.

create schema auth;

create table auth.universities (
  id uuid primary key,
  name text not null,
  country char(2) not null,
  is_open boolean not null default false,
  unique (name, country)
);
create index universities_open on auth.universities (name) where is_open;
create index universities_name_trgm on auth.universities using gin (name gin_trgm_ops);

-- The catalogue's domains. Three of them belong to two universities, so the pair is the key.
create table auth.university_domains (
  university_id uuid not null references auth.universities on delete cascade,
  domain text not null check (domain = lower(domain)),
  -- Which spellings of a local part reach one mailbox here: one account per mailbox.
  mailbox_rule text not null default 'exact' check (mailbox_rule in ('exact', 'plus', 'dots_plus')),
  primary key (university_id, domain)
);
create index university_domains_domain on auth.university_domains (domain);

-- A rule opens a domain for local parts with a prefix, and gives the affiliation. The longest match wins.
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
  -- One account per mailbox: the address as the domain's mailbox rule folds it.
  email_canonical text not null,
  email_verified_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'active', 'suspended', 'deleted')),
  university_id uuid not null references auth.universities,
  affiliation text not null check (affiliation in ('student', 'staff', 'alumni')),
  locale text not null default 'tr' check (locale in ('tr', 'en')),
  username_changed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index users_username on auth.users (username);
create unique index users_email_canonical on auth.users (email_canonical);
create index users_email on auth.users (lower(email));
-- Serves the clean-up of registrations nobody confirmed.
create index users_pending on auth.users (created_at) where status = 'pending';

create table auth.credentials (
  user_id uuid primary key references auth.users on delete cascade,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  -- Encrypted with the server's key; unconfirmed until the first right code.
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- The last accepted time step: a code works once.
  totp_last_step bigint
);

create table auth.recovery_codes (
  user_id uuid not null references auth.users on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table auth.user_roles (
  user_id uuid not null references auth.users on delete cascade,
  role text not null check (role in ('moderator', 'admin', 'owner')),
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
  end_reason text check (end_reason in ('logout', 'ended_by_owner', 'refresh_reused', 'password_changed', 'suspended', 'expired'))
);
create index sessions_user on auth.sessions (user_id, last_seen_at desc) where ended_at is null;

create table auth.refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references auth.sessions on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  spent_at timestamptz
);
create index refresh_tokens_session on auth.refresh_tokens (session_id);
create index refresh_tokens_expires on auth.refresh_tokens (expires_at);

create table auth.one_time_tokens (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'confirm_sign_in')),
  token_hash bytea not null unique,
  code_hash bytea,
  -- Wrong codes so far; past the limit the token is dead.
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
  -- Signs from here on, until a younger one does; stays published until retired_at.
  active_from timestamptz not null,
  retired_at timestamptz
);

-- Failed sign-ins in the running window, per guesser and account.
create table auth.attempts (
  key text primary key,
  failures integer not null,
  window_ends_at timestamptz not null
);
create index attempts_window on auth.attempts (window_ends_at);

-- Append-only: who did what, when, from where.
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

create function auth.refuse_change() returns trigger language plpgsql
  as $$ begin raise exception 'the audit log is append-only'; end $$;
create trigger audit_log_append_only before update or delete on auth.audit_log
  for each row execute function auth.refuse_change();
create trigger audit_log_no_truncate before truncate on auth.audit_log
  for each statement execute function auth.refuse_change();

-- Published: what other modules may know of a member's identity. Never the address.
create view auth.member_view as
  select u.id, u.username, u.display_name, u.status, u.university_id, n.name as university_name, u.affiliation, u.locale, u.created_at
  from auth.users u join auth.universities n on n.id = u.university_id;

-- Published: when members were last here, without saying which device.
create view auth.session_activity_view as
  select user_id, max(last_seen_at) as last_seen_at from auth.sessions where ended_at is null group by user_id;
