-- What members report, for moderators to look at.

create schema moderation;

create table moderation.reports (
  id uuid primary key,
  -- A report outlives the account of who made it.
  reporter_id uuid references auth.users on delete set null,
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  -- Whose doing is reported: a post's author, or the member.
  subject_owner_id uuid references auth.users on delete set null,
  -- What the reporter saw, since the other may change or delete it.
  seen jsonb not null,
  reason text not null,
  comment text check (char_length(comment) <= 4000),
  status text not null default 'open' check (status in ('open', 'upheld', 'dismissed')),
  created_at timestamptz not null,
  resolved_at timestamptz,
  check ((status = 'open') = (resolved_at is null))
);
-- One open report per reporter and subject.
create unique index reports_open on moderation.reports (reporter_id, subject_type, subject_id) where status = 'open';
-- A member's own reports, newest first.
create index reports_reporter on moderation.reports (reporter_id, id desc);
-- All that is reported of one subject; and what waits, the oldest first.
create index reports_subject on moderation.reports (subject_type, subject_id, id desc);
create index reports_waiting on moderation.reports (id) where status = 'open';
create index reports_subject_owner on moderation.reports (subject_owner_id);
