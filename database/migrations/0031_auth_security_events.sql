-- What an email told the owner of an account, with the link by which they say that it was not them (docs/adr/0080).
create table auth.security_events (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  kind text not null,
  token_hash bytea not null unique,
  -- For a change of address: what the account was before. The mailbox stays reserved while the link is valid.
  old_email text,
  old_mailbox text,
  old_university_id uuid references auth.universities,
  old_affiliation text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index security_events_user on auth.security_events (user_id, created_at);
create index security_events_old_mailbox on auth.security_events (old_mailbox) where old_mailbox is not null;
create index security_events_expires on auth.security_events (expires_at);

-- An address that a member wants to move to, until the code that was mailed there is entered.
create table auth.address_changes (
  user_id uuid primary key references auth.users on delete cascade,
  id uuid not null,
  email text not null,
  -- Null if the mailbox has another account: nobody learns a code.
  code_hash bytea,
  wrong_codes smallint not null default 0,
  expires_at timestamptz not null
);
create index address_changes_expires on auth.address_changes (expires_at);
