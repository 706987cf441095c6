-- Notifications, their preferences and push subscriptions.

create schema notifications;

-- One entry of the list: activities of one kind on one subject, grouped until it is read.
create table notifications.notifications (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  kind text not null check (kind in ('follow', 'follow_request', 'like', 'repost', 'reply', 'mention', 'quote', 'message', 'moderation', 'system')),
  -- Variant of the kind's sentence. Empty: the default.
  topic text not null default '',
  -- A post, a conversation or a decision. The member, where there is no other subject.
  subject_id uuid not null,
  -- Id of the newest activity: the order of the list, and the id in the API.
  latest_activity_id uuid not null,
  read_at timestamptz,
  -- The newest activity that was pushed.
  pushed_activity_id uuid,
  pushed_at timestamptz
);
-- Activities join the unread entry.
create unique index notifications_open on notifications.notifications (user_id, kind, topic, subject_id) where read_at is null;
create unique index notifications_latest_activity on notifications.notifications (user_id, latest_activity_id);
create index notifications_unread on notifications.notifications (user_id, latest_activity_id) where read_at is null;
-- Serves the deletion of old entries.
create index notifications_age on notifications.notifications (latest_activity_id);

-- Who did it. An undone activity stays, so that repeating it does not notify twice. Reading checks whether it still holds.
create table notifications.activities (
  user_id uuid references auth.users on delete cascade,
  -- What happened: one cause notifies once, however often the job runs.
  cause text,
  id uuid not null,
  notification_id uuid not null references notifications.notifications on delete cascade,
  actor_id uuid references auth.users on delete cascade,
  -- Number of the message, if the activity is one.
  seq bigint,
  primary key (user_id, cause)
);
create index activities_notification on notifications.activities (notification_id, id);
create index activities_actor on notifications.activities (actor_id);

create table notifications.preferences (
  user_id uuid primary key references auth.users on delete cascade,
  -- Channels that differ from the defaults: {"like": {"push": true}}.
  channels jsonb not null default '{}',
  -- Minutes of the day in the member's time zone. Pushes wait from the first until the second.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_until smallint check (quiet_until between 0 and 1439),
  time_zone text not null default 'Europe/Istanbul',
  digest text not null default 'none' check (digest in ('none', 'daily', 'weekly')),
  -- The local day of the last digest, and the newest notification at that time.
  digested_on date,
  digested_activity_id uuid,
  check ((quiet_from is null) = (quiet_until is null))
);
create index preferences_digest on notifications.preferences (time_zone, digest) where digest <> 'none';

create table notifications.muted_threads (
  user_id uuid references auth.users on delete cascade,
  -- First post of the thread.
  root_id uuid,
  at timestamptz not null,
  primary key (user_id, root_id)
);

create table notifications.push_subscriptions (
  id uuid primary key,
  user_id uuid not null references auth.users on delete cascade,
  -- The session that subscribed. When it ends, pushes end.
  session_id uuid not null,
  endpoint text not null unique check (char_length(endpoint) <= 1000),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null,
  -- Since when pushes to this subscription fail: time counts, not the number of failures, since ten pushes may fail in one short
  -- outage.
  failing_since timestamptz,
  rejected_at timestamptz
);
create index push_subscriptions_user on notifications.push_subscriptions (user_id);

-- The newest message of a conversation that a member was notified of. Older messages never notify again.
create table notifications.message_watermarks (
  member_id uuid references auth.users on delete cascade,
  conversation_id uuid,
  seq bigint not null,
  primary key (member_id, conversation_id)
);
