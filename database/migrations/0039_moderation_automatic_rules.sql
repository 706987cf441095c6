-- Rules that report or hold posts by themselves, after a rehearsal: docs/adr/0089-automatic-rules.md.

create table moderation.automatic_rules (
  id uuid primary key,
  -- The newest version.
  version integer not null check (version > 0),
  -- The version that acts now; null: none.
  on_version integer,
  -- When it was last switched on: what people made of its hits counts from then on.
  on_since timestamptz,
  -- When it switched itself off, because it was wrong too often; null again when it is switched on.
  stopped_at timestamptz,
  changed_at timestamptz not null,
  check (on_version is null or on_since is not null),
  check (on_version is null or stopped_at is null)
);
-- Read for each published post.
create index automatic_rules_on on moderation.automatic_rules (id) where on_version is not null;

-- A version never changes, so a rehearsal of it is one of exactly this text.
create table moderation.automatic_rule_versions (
  rule_id uuid not null references moderation.automatic_rules on delete cascade,
  version integer not null check (version > 0),
  name text not null check (char_length(name) between 1 and 120),
  -- In the language of packages/text/src/automatic-rule.ts.
  text text not null check (char_length(text) between 1 and 2000),
  action text not null check (action in ('report', 'hold')),
  -- The campus's rule that its hits are reported for.
  campus_rule_id text not null references moderation.rules,
  -- What the author of a held post reads.
  notice_tr text not null check (char_length(notice_tr) between 1 and 1000),
  notice_en text not null check (char_length(notice_en) between 1 and 1000),
  -- It switches itself off when more than this share of at least so many judged hits was wrong.
  limit_percent smallint not null check (limit_percent between 1 and 100),
  limit_minimum smallint not null check (limit_minimum between 1 and 1000),
  written_by uuid references auth.users on delete set null,
  written_at timestamptz not null,
  primary key (rule_id, version)
);
create index automatic_rule_versions_written_by on moderation.automatic_rule_versions (written_by);
create index automatic_rule_versions_campus_rule on moderation.automatic_rule_versions (campus_rule_id);

create table moderation.rehearsals (
  id uuid primary key,
  rule_id uuid not null,
  version integer not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed')),
  since timestamptz not null,
  until timestamptz not null,
  -- Posts read so far, and how many there are about.
  read integer not null default 0,
  total integer not null default 0,
  -- Counts without names, and the ids of some posts.
  result jsonb,
  started_by uuid references auth.users on delete set null,
  started_at timestamptz not null,
  finished_at timestamptz,
  foreign key (rule_id, version) references moderation.automatic_rule_versions on delete cascade,
  check ((status in ('done', 'failed')) = (finished_at is not null))
);
create index rehearsals_version on moderation.rehearsals (rule_id, version, id desc);
create index rehearsals_started_by on moderation.rehearsals (started_by);
-- One at a time for each version.
create unique index rehearsals_in_progress on moderation.rehearsals (rule_id, version) where status in ('waiting', 'running');

create table moderation.automatic_rule_hits (
  rule_id uuid not null,
  version integer not null,
  post_id uuid not null,
  hit_at timestamptz not null,
  -- Null: the post was gone before the rule acted.
  report_id uuid references moderation.reports on delete set null,
  -- Of `hold`: the decision that the author can appeal.
  decision_id uuid references moderation.decisions on delete set null,
  -- What people made of it.
  verdict text check (verdict in ('upheld', 'dismissed')),
  judged_at timestamptz,
  -- A job may run twice.
  primary key (rule_id, version, post_id),
  foreign key (rule_id, version) references moderation.automatic_rule_versions on delete cascade,
  check ((verdict is null) = (judged_at is null))
);
create index automatic_rule_hits_report on moderation.automatic_rule_hits (report_id);
create index automatic_rule_hits_decision on moderation.automatic_rule_hits (decision_id) where decision_id is not null;
create index automatic_rule_hits_judged on moderation.automatic_rule_hits (rule_id, judged_at) where verdict is not null;
create index automatic_rule_hits_time on moderation.automatic_rule_hits (rule_id, hit_at);

-- safe: scan moderation.decisions: a campus makes some thousand decisions in years
alter table moderation.decisions
  drop constraint decisions_outcome_check,
  add constraint decisions_outcome_check
    check (outcome in ('dismissed', 'post_removed', 'message_removed', 'author_suspended', 'warned', 'muted', 'reach_limited',
      'content_warned', 'post_held'));

-- A report of an automatic rule has no reporter.
drop trigger require_active on moderation.reports;
create trigger require_active before insert on moderation.reports for each row when (new.reporter_id is not null)
  execute function auth.require_active('reporter_id');

-- When a member wrote to whom they had not written with: no content, nobody else's id.
create view messaging.conversation_start_view as
  select created_by as member_id, created_at as started_at from messaging.conversations
  where type = 'direct' and created_by is not null;
