-- A classifier that learns from moderators' decisions about posts and sorts their queue. It never acts (docs/adr/0097).

-- One row: whether it sorts, and what the last training came to.
create table moderation.classifier (
  id boolean primary key default true check (id),
  is_on boolean not null default false,
  -- The model that is used; null until there is one.
  model_id uuid,
  trained_at timestamptz,
  result text check (result in ('taken', 'worse', 'unchanged', 'too_few')),
  -- Decided posts that the last training found.
  upheld integer not null default 0,
  dismissed integer not null default 0
);
insert into moderation.classifier default values;

-- Weights of hashed pieces of words that at least five authors used. No text, and no member.
create table moderation.classifier_models (
  id uuid primary key,
  trained_at timestamptz not null,
  -- What it learnt from: a digest of the decisions, and their time.
  digest text not null,
  learnt_since timestamptz not null,
  learnt_until timestamptz not null,
  -- Decided posts of its time whose author was gone when it was trained. One more: the model has to go.
  gone integer not null,
  upheld integer not null,
  dismissed integer not null,
  -- On the newest decisions, which it did not learn from.
  held_out integer not null,
  auc real not null,
  high real,
  precision_high real,
  low real,
  bias double precision not null,
  scale double precision not null,
  weights bytea not null
);
alter table moderation.classifier add foreign key (model_id) references moderation.classifier_models on delete set null;

-- How likely moderators act on the reported post, and its place among cases promised for the same hour. Null: not read.
alter table moderation.reports add column likelihood real, add column precedence real;

-- safe: index moderation.reports: a campus has some thousand reports, and of those the open ones
create index reports_sorted on moderation.reports (date_bin('1 hour', due_at, timestamptz '2020-01-01 00:00:00+00'), coalesce(precedence, 0), due_at, id)
  where status = 'open' and not has_no_subject;
