-- How people register: at once, after somebody has looked at it, or by invitation (docs/adr/0101). What began under one way ends under it.

-- Null: as the campus says. Otherwise open, approval, invitation or closed.
alter table auth.universities add column registration_mode text;

alter table auth.registrations
  -- The way to register that held when the form was sent.
  add column mode text not null default 'open',
  add column invitation_hash bytea,
  add column tells_inviter boolean not null default false,
  add column answer text not null default '';

-- Accounts whose address is proved and that wait for staff, or were refused. Their row in auth.users is `pending`, which every rule about
-- who sees whom refuses. An approved one leaves this table, a refused one is erased.
create table auth.applications (
  user_id uuid primary key references auth.users on delete cascade,
  university_id uuid not null references auth.universities,
  state text not null default 'waiting' check (state in ('waiting', 'refused')),
  -- As it was asked.
  question jsonb,
  answer text not null default '' check (char_length(answer) <= 1200),
  -- Why somebody should look twice.
  flags text[] not null default '{}',
  -- A refusal frees the username.
  wanted_username text not null,
  applied_at timestamptz not null,
  claimed_by uuid references auth.users on delete set null,
  claimed_until timestamptz,
  -- Takes effect at `effective_at`, until when it can be undone.
  decision text check (decision in ('approve', 'refuse')),
  decided_by uuid references auth.users on delete set null,
  effective_at timestamptz,
  reason text not null default '' check (char_length(reason) <= 2000),
  -- Who refused; somebody else decides about the objection.
  refused_by uuid references auth.users on delete set null,
  refused_at timestamptz,
  objection text not null default '' check (char_length(objection) <= 4000),
  objected_at timestamptz,
  erase_at timestamptz not null,
  check ((decision is null) = (effective_at is null))
);
create index applications_waiting on auth.applications (user_id) where state = 'waiting';
create index applications_waiting_of_university on auth.applications (university_id, user_id) where state = 'waiting';
create index applications_erase on auth.applications (erase_at);

-- For figures alone: who it was is not kept.
create table auth.application_outcomes (
  id uuid primary key,
  university_id uuid not null references auth.universities,
  outcome text not null check (outcome in ('approved', 'refused', 'withdrawn', 'expired')),
  waited_seconds integer not null check (waited_seconds >= 0),
  at timestamptz not null
);
create index application_outcomes_at on auth.application_outcomes (at);
