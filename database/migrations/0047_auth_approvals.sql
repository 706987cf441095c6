-- Acts that two people carry out: docs/adr/0095-permissions-and-custom-roles.md.
create table auth.approvals (
  id uuid primary key,
  -- What waits; the code knows how to carry it out.
  act text not null,
  -- Whom it concerns.
  member_id uuid not null references auth.users on delete cascade,
  -- Null once the account is deleted.
  requested_by uuid,
  reason text not null check (char_length(reason) between 1 and 1000),
  requested_at timestamptz not null,
  due_at timestamptz not null,
  -- False: nobody but the requester could approve it, so it is carried out when it is due, unless somebody stops it.
  needs_second boolean not null,
  state text not null check (state in ('waiting', 'carried_out', 'refused', 'cancelled', 'expired', 'void')),
  -- Null if time decided.
  closed_by uuid,
  closed_at timestamptz,
  check ((state = 'waiting') = (closed_at is null))
);
-- One act at a time waits for a member.
create unique index approvals_waiting on auth.approvals (member_id) where state = 'waiting';
create index approvals_due on auth.approvals (due_at) where state = 'waiting';
create index approvals_closed on auth.approvals (closed_at);
