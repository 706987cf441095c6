-- Pictures that moderators removed wherever they are, and the decisions about those who had them (docs/adr/0100).

create table moderation.blocked_pictures (
  id uuid primary key references media.blocked_pictures,
  -- The decision on the case in which the picture was found.
  decision_id uuid not null,
  rule_id text not null,
  statement text,
  university_id uuid,
  added_by uuid references auth.users on delete set null,
  added_at timestamptz not null,
  -- Whether a member who uploads it again becomes a case.
  reports_uploads boolean not null default false,
  lifted_by uuid references auth.users on delete set null,
  lifted_at timestamptz,
  lift_reason text
);
create index blocked_pictures_added_by on moderation.blocked_pictures (added_by);
create index blocked_pictures_lifted_by on moderation.blocked_pictures (lifted_by) where lifted_by is not null;
create index blocked_pictures_decision on moderation.blocked_pictures (decision_id);

-- Who had a copy, or tried to upload one: one row for each member and picture, one decision for each member and case.
create table moderation.picture_authors (
  picture_id uuid not null references moderation.blocked_pictures,
  member_id uuid not null references auth.users on delete cascade,
  had_copy boolean not null,
  -- How often an upload was refused.
  refusals integer not null default 0,
  -- Null until the job that tells the member has run.
  decision_id uuid,
  primary key (picture_id, member_id)
);
create index picture_authors_decision on moderation.picture_authors (decision_id) where decision_id is not null;
create index picture_authors_waiting on moderation.picture_authors (picture_id) where decision_id is null;
create index picture_authors_member on moderation.picture_authors (member_id);

-- safe: scan moderation.decisions: a campus makes some thousand decisions in years
alter table moderation.decisions
  drop constraint decisions_outcome_check,
  add constraint decisions_outcome_check
    check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended', 'warned', 'muted', 'reach_limited',
      'content_warned', 'post_held', 'picture_removed', 'picture_refused'));
