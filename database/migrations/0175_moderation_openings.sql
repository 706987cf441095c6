-- Reading what was not meant for staff takes a reason, and leaves a record that its author is told of.
create table moderation.openings (
  id uuid primary key,
  subject_type text not null check (subject_type in ('post', 'message')),
  subject_id uuid not null,
  report_id uuid not null references moderation.reports (id) on delete cascade,
  staff_id uuid references auth.users (id) on delete set null,
  reason text not null check (char_length(reason) between 1 and 4000),
  opened_at timestamptz not null
);
create index openings_subject on moderation.openings (subject_type, subject_id, staff_id, id);
create index openings_staff on moderation.openings (staff_id);
create index openings_report on moderation.openings (report_id);
