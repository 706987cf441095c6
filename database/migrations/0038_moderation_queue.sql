-- safe: index moderation.reports: a campus gets some thousand reports in years, and few are open
-- safe: update moderation.reports: only the open ones, which are few
-- The queue of moderators by the time that was promised, claims, notes, and more acts: docs/adr/0088-moderators-queue.md.

-- Until when a report of each reason is answered. Reasons without a row get the default of `reports.due_at`.
create table moderation.response_times (
  reason text primary key,
  urgency text not null check (urgency in ('critical', 'high', 'normal')),
  hours smallint not null check (hours between 1 and 720)
);
insert into moderation.response_times (reason, urgency, hours) values
  ('violence', 'critical', 1), ('self_harm', 'critical', 1),
  ('harassment', 'high', 12), ('hate', 'high', 12), ('sexual', 'high', 12), ('privacy', 'high', 12), ('illegal', 'high', 12),
  ('impersonation', 'normal', 24),
  ('spam', 'normal', 48), ('misinformation', 'normal', 48), ('cheating', 'normal', 48), ('other', 'normal', 48);

-- The promise that the reporter was given, so a change of the times changes none. The default is for the previous release.
alter table moderation.reports add column due_at timestamptz not null default now() + interval '48 hours';
update moderation.reports report set due_at = report.created_at + make_interval(hours => times.hours)
  from moderation.response_times times where times.reason = report.reason and report.status = 'open';
-- The queue. A case stands where its most urgent report stands.
create index reports_due on moderation.reports (due_at, id) where status = 'open' and not has_no_subject;
create index reports_due_of_subject on moderation.reports (subject_type, subject_id, due_at, id)
  where status = 'open' and not has_no_subject;

-- Who is working on a case. A row whose time is over holds nothing.
create table moderation.claims (
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  moderator_id uuid not null references auth.users on delete cascade,
  expires_at timestamptz not null,
  primary key (subject_type, subject_id)
);
create index claims_moderator on moderation.claims (moderator_id);
