-- What moderators decided of what was reported.

create table moderation.decisions (
  id uuid primary key,
  subject_type text not null check (subject_type in ('post', 'user', 'message')),
  subject_id uuid not null,
  subject_owner_id uuid references auth.users on delete set null,
  outcome text not null check (outcome in ('dismissed', 'post_removed', 'author_suspended')),
  -- For whoever looks at it later; never shown to reporter or author.
  note text not null check (char_length(note) between 1 and 4000),
  decided_by uuid references auth.users on delete set null,
  decided_at timestamptz not null
);
-- What was upheld against a member before.
create index decisions_subject_owner on moderation.decisions (subject_owner_id) where outcome <> 'dismissed';
create index decisions_decided_by on moderation.decisions (decided_by);

alter table moderation.reports add column decision_id uuid references moderation.decisions;
create index reports_decision on moderation.reports (decision_id, id) where decision_id is not null;
