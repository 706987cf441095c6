-- Sign-in without a password (docs/adr/0079).
create table auth.passkeys (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  credential_id bytea not null unique,
  public_key bytea not null,
  -- What the authenticator counted last. Stays 0 for those that do not count.
  counter bigint not null,
  transports text[] not null default '{}',
  name text not null check (char_length(name) between 1 and 60),
  -- Whether the authenticator keeps it in more than one place.
  backed_up boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_user on auth.passkeys (user_id, id);

-- Challenges that an authenticator has answered. Each counts once.
create table auth.used_challenges (
  hash bytea primary key,
  expires_at timestamptz not null
);
create index used_challenges_expires on auth.used_challenges (expires_at);

-- The passkey that this session used last. No foreign key: whoever removes a passkey ends its sessions.
alter table auth.sessions add column passkey_id uuid;
