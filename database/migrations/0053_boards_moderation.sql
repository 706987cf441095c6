-- Reports, exclusions and openings of sealed pseudonyms: docs/adr/0099-sealed-pseudonyms.md.

create table boards.reports (
  id uuid primary key,
  post_id uuid not null references boards.posts on delete cascade,
  reporter_id uuid references auth.users on delete set null,
  reason text not null,
  note text,
  -- What the reporter saw: the author may delete it.
  text text not null,
  reported_at timestamptz not null,
  resolved_at timestamptz
);
create index reports_post on boards.reports (post_id);
create index reports_reporter on boards.reports (reporter_id);
create unique index reports_open on boards.reports (post_id, reporter_id) where resolved_at is null;
create trigger require_active before insert on boards.reports
  for each row execute function auth.require_active('reporter_id');

-- Of an author whom nobody knows: who shows the secret of this tag writes nowhere until the end.
create table boards.exclusions (
  id uuid primary key,
  thread_id uuid not null,
  tag text not null,
  post_id uuid not null,
  reason text not null,
  made_by uuid references auth.users on delete set null,
  made_at timestamptz not null,
  ends_at timestamptz not null
);
create index exclusions_ends on boards.exclusions (ends_at);
create index exclusions_made_by on boards.exclusions (made_by);

create table boards.openings (
  id uuid primary key,
  post_id uuid not null,
  thread_id uuid not null,
  tag text not null,
  -- What the holders read, even if its author deletes it.
  text text not null,
  reason text not null,
  requested_by uuid references auth.users on delete set null,
  requested_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'opened', 'refused', 'expired')),
  closed_at timestamptz,
  -- Who wrote it, for some days. No foreign key: it would leave the number of this transaction in the row of the account for good.
  identity_id uuid,
  check ((state = 'open') = (closed_at is null)),
  check (identity_id is null or state = 'opened')
);
create index openings_requested_by on boards.openings (requested_by);
create index openings_identity on boards.openings (identity_id);
create unique index openings_open on boards.openings (thread_id, tag) where state = 'open';

-- What each holder says. A share is kept until the opening ends.
create table boards.opening_answers (
  opening_id uuid not null references boards.openings on delete cascade,
  role text not null check (role in ('staff', 'council', 'university')),
  holder_id uuid references auth.users on delete set null,
  share text,
  refusal text,
  answered_at timestamptz not null,
  primary key (opening_id, role)
);
create index opening_answers_holder on boards.opening_answers (holder_id);
