-- What members are told of: who did what that concerns them.

create schema notifications;

-- One line of the list: acts of one kind on one thing, gathered until it is read.
create table notifications.notifications (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  kind text not null check (kind in
    ('follow', 'follow_request', 'like', 'repost', 'reply', 'mention', 'quote', 'message', 'moderation', 'system')),
  -- Which of the kind's sentences; empty for its usual one.
  topic text not null default '',
  -- A post, a conversation, a decision; the member themselves where it is about nothing but them.
  subject_id uuid not null,
  -- The newest act's id: order of the list, and the id by which it is named outside.
  place uuid not null,
  read_at timestamptz,
  -- What devices were told of it last.
  pushed_place uuid,
  pushed_at timestamptz
);
-- Acts are gathered in the one that is not read yet.
create unique index notifications_open on notifications.notifications (user_id, kind, topic, subject_id)
  where read_at is null;
create unique index notifications_place on notifications.notifications (user_id, place);
create index notifications_unread on notifications.notifications (user_id, place) where read_at is null;
-- What is old is dropped.
create index notifications_age on notifications.notifications (place);

-- Who did it. An act that is undone stays, so that doing it again tells nobody twice; whether it stands is asked when it is read.
create table notifications.acts (
  user_id uuid not null references auth.users on delete cascade,
  -- What happened, so that one cause tells once however often the job runs.
  cause text not null,
  id uuid not null,
  notification_id uuid not null references notifications.notifications on delete cascade,
  actor_id uuid references auth.users on delete cascade,
  primary key (user_id, cause)
);
create index acts_notification on notifications.acts (notification_id, id);
create index acts_actor on notifications.acts (actor_id);

create table notifications.preferences (
  user_id uuid primary key references auth.users on delete cascade,
  -- Channels that differ from the usual ones: {"like": {"push": true}}.
  channels jsonb not null default '{}',
  -- Minutes of the day in the member's time zone; pushes wait from the one until the other.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_until smallint check (quiet_until between 0 and 1439),
  time_zone text not null default 'Europe/Istanbul',
  digest text not null default 'none' check (digest in ('none', 'daily', 'weekly')),
  -- The local day that the last digest was for, and the newest notification that was there then.
  digested_on date,
  digested_place uuid,
  check ((quiet_from is null) = (quiet_until is null))
);
create index preferences_digest on notifications.preferences (time_zone, digest) where digest <> 'none';

create table notifications.muted_threads (
  user_id uuid not null references auth.users on delete cascade,
  -- First post of the thread.
  root_id uuid not null,
  at timestamptz not null,
  primary key (user_id, root_id)
);

create table notifications.push_subscriptions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  -- Of the device that asked: when it ends, nothing is sent there.
  session_id uuid not null,
  endpoint text not null unique check (char_length(endpoint) <= 1000),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  failures integer not null default 0
);
create index push_subscriptions_user on notifications.push_subscriptions (user_id);
