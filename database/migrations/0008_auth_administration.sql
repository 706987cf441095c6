-- What the people who run a campus do to accounts and universities.

-- Why and until when a member is suspended; ended ones stay as the history.
create table auth.suspensions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  reason text not null check (char_length(reason) between 1 and 1000),
  -- Null: until somebody restores the member.
  until timestamptz,
  suspended_by uuid,
  suspended_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid
);
create unique index suspensions_open on auth.suspensions (user_id) where ended_at is null;
-- Serves the job that restores whose time is over.
create index suspensions_due on auth.suspensions (until) where ended_at is null and until is not null;

alter table auth.sessions drop constraint sessions_end_reason_check;
alter table auth.sessions add constraint sessions_end_reason_check check (end_reason in
  ('logout', 'ended_by_owner', 'refresh_reused', 'password_changed', 'suspended', 'expired', 'ended_by_admin'));
