-- Acts of moderation on many cases or posts at once, and taking them back (docs/adr/0103).

create table moderation.batches (
  id uuid primary key,
  -- What is done to each item, as in a decision about one case.
  decision text not null
    check (decision in ('dismiss', 'warn', 'warn_content', 'mute_author', 'limit_author', 'remove_post', 'suspend_author')),
  rule_id text,
  -- What each member reads; null: the text of the rule.
  statement text,
  -- For staff.
  note text not null check (char_length(note) between 1 and 4000),
  ends_at timestamptz,
  content_warning text,
  -- Whose posts are removed, and from when on; null: the items are cases.
  member_id uuid references auth.users on delete set null,
  posts_since timestamptz,
  started_by uuid references auth.users on delete set null,
  session_id uuid not null,
  created_at timestamptz not null,
  -- `waiting`: for a second person. An undo ends a batch that still runs.
  state text not null check (state in ('waiting', 'running', 'done', 'refused', 'undoing', 'undone')),
  finished_at timestamptz,
  undone_by uuid references auth.users on delete set null,
  undo_session_id uuid,
  undo_reason text check (char_length(undo_reason) between 1 and 4000),
  undo_started_at timestamptz,
  undone_at timestamptz
);
create index batches_started_by on moderation.batches (started_by, id desc);
create index batches_undone_by on moderation.batches (undone_by) where undone_by is not null;
create index batches_member on moderation.batches (member_id) where member_id is not null;

create table moderation.batch_items (
  batch_id uuid not null references moderation.batches on delete cascade,
  position integer not null,
  -- The report by which the case was chosen; null for a post without one.
  report_id uuid,
  -- Null: the viewer does not see such a report.
  subject_type text check (subject_type in ('post', 'user', 'message')),
  subject_id uuid,
  owner_id uuid references auth.users on delete set null,
  state text not null check (state in ('waiting', 'done', 'left_out')),
  -- Why it was left out.
  problem text,
  decision_id uuid,
  undo_state text check (undo_state in ('done', 'left_out')),
  undo_problem text,
  primary key (batch_id, position),
  check ((state = 'done') = (decision_id is not null)),
  check ((state = 'left_out') = (problem is not null))
);
create unique index batch_items_decision on moderation.batch_items (decision_id) where decision_id is not null;
create index batch_items_owner on moderation.batch_items (owner_id) where owner_id is not null;

-- What an act of two people is about, besides the member: a batch.
alter table auth.approvals add column target_id uuid;
