-- Invitations to the campus (docs/adr/0101). They never replace the proof of an address at a university.

-- Addresses that staff invited together.
create table auth.invitation_batches (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 200),
  -- The university whose addresses it may name; null: any that is open.
  university_id uuid references auth.universities,
  created_by uuid references auth.users on delete set null,
  created_at timestamptz not null
);
create index invitation_batches_university on auth.invitation_batches (university_id, id);

create table auth.invitations (
  id uuid primary key,
  code_hash bytea not null,
  -- A member's, or of a batch.
  inviter_id uuid references auth.users on delete cascade,
  batch_id uuid references auth.invitation_batches on delete cascade,
  -- Of a batch: only this mailbox can use it.
  email text,
  mailbox text,
  locale text check (locale in ('tr', 'en')),
  max_uses integer not null check (max_uses between 1 and 20),
  uses integer not null default 0 check (uses between 0 and max_uses),
  created_at timestamptz not null,
  sent_at timestamptz,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((inviter_id is null) <> (batch_id is null)),
  check ((batch_id is null) = (mailbox is null) and (mailbox is null) = (email is null))
);
create unique index invitations_code_hash_key on auth.invitations (code_hash);
create index invitations_inviter on auth.invitations (inviter_id, id) where inviter_id is not null;
create index invitations_batch on auth.invitations (batch_id, id) where batch_id is not null;
create index invitations_mailbox on auth.invitations (mailbox) where mailbox is not null;
create index invitations_expires on auth.invitations (expires_at);

-- Who joined by an invitation of whom. The inviter reads a name only if `tells_inviter`.
create table auth.invited_members (
  user_id uuid primary key references auth.users on delete cascade,
  invitation_id uuid references auth.invitations on delete set null,
  inviter_id uuid references auth.users on delete set null,
  tells_inviter boolean not null,
  joined_at timestamptz not null
);
create index invited_members_inviter on auth.invited_members (inviter_id, joined_at) where inviter_id is not null;
