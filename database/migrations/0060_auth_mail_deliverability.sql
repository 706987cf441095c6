-- What becomes of emails, without who gets them (docs/adr/0104).

create table auth.email_hours (
  hour timestamptz not null,
  -- Of the recipient.
  domain text not null,
  kind text not null,
  sent integer not null default 0,
  refused integer not null default 0,
  -- Attempts that are made again, and emails whose first attempt was one.
  failed integer not null default 0,
  delayed integer not null default 0,
  -- Sent ones by the time since they were asked for; the limits are in the code.
  waits integer[] not null,
  -- One bit of 63 for each recipient, by a keyed hash: enough to tell whether they are five people.
  people bigint not null,
  primary key (hour, domain, kind)
);

create table auth.email_answers (
  day date not null,
  domain text not null,
  -- Zero if there was no answer, as when no connection was made.
  code integer not null,
  enhanced text not null,
  -- Without addresses and ids.
  text text not null,
  reason text not null,
  count integer not null,
  people bigint not null,
  last_at timestamptz not null,
  primary key (day, domain, code, enhanced, text)
);

-- The last email that somebody of the staff sent to themselves, to see the answer.
create table auth.test_emails (
  user_id uuid primary key references auth.users on delete cascade,
  requested_at timestamptz not null,
  finished_at timestamptz,
  outcome text check (outcome in ('sent', 'refused', 'failed')),
  reason text,
  answer text,
  took_ms integer
);

-- The last look at the DNS records of the sender: one row.
create table auth.sender_checks (
  only_one boolean primary key default true check (only_one),
  requested_at timestamptz,
  checked_at timestamptz,
  result jsonb
);

-- Since when mail servers say that the mailbox does not exist.
alter table auth.users add column undeliverable_since timestamptz;
