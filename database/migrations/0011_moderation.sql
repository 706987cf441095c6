-- Reports, decisions on them, and access to restricted content.

create schema moderation;

create table moderation.decisions (
  id uuid primary key,
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  subject_owner_id uuid references auth.users on delete set null,
  outcome text not null check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended')),
  -- For staff. Never shown to the reporter or the author.
  note text not null check (char_length(note) between 1 and 4000),
  decided_by uuid references auth.users on delete set null,
  decided_at timestamptz not null
);
-- Earlier decisions against a member.
create index decisions_subject_owner on moderation.decisions (subject_owner_id) where outcome <> 'dismissed';
create index decisions_decided_by on moderation.decisions (decided_by);

create table moderation.reports (
  id uuid primary key,
  -- A report outlives its reporter's account.
  reporter_id uuid references auth.users on delete set null,
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  -- Whose content is reported: the author of a post or message, or the member.
  subject_owner_id uuid references auth.users on delete set null,
  -- What the reporter saw. The owner may change or delete the content later.
  snapshot jsonb not null,
  reason text not null,
  comment text check (char_length(comment) <= 4000),
  status text not null default 'open' check (status in ('open', 'upheld', 'dismissed')),
  created_at timestamptz not null,
  resolved_at timestamptz,
  decision_id uuid references moderation.decisions,
  -- The subject does not exist. The report is accepted like any other, so that the answer reveals nothing, and no moderator sees
  -- it.
  has_no_subject boolean not null default false,
  check ((status = 'open') = (resolved_at is null))
);
-- One open report per reporter and subject.
create unique index reports_open on moderation.reports (reporter_id, subject_type, subject_id) where status = 'open';
-- A member's own reports, newest first.
create index reports_reporter on moderation.reports (reporter_id, id desc);
-- All reports of a subject, and open reports, oldest first.
create index reports_subject on moderation.reports (subject_type, subject_id, id desc);
create index reports_waiting on moderation.reports (id) where status = 'open';
create index reports_subject_owner on moderation.reports (subject_owner_id);
create index reports_decision on moderation.reports (decision_id, id) where decision_id is not null;

-- Staff access to restricted content: it takes a reason, and the author is notified.
create table moderation.accesses (
  id uuid primary key,
  subject_type text not null check (subject_type in ('post', 'message')),
  subject_id uuid not null,
  report_id uuid not null references moderation.reports on delete cascade,
  staff_id uuid references auth.users on delete set null,
  reason text not null check (char_length(reason) between 1 and 4000),
  accessed_at timestamptz not null
);
create index accesses_subject on moderation.accesses (subject_type, subject_id, staff_id, id);
create index accesses_staff on moderation.accesses (staff_id);
create index accesses_report on moderation.accesses (report_id);

create trigger require_active before insert on moderation.reports for each row execute function auth.require_active('reporter_id');
