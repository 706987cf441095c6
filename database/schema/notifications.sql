-- The schema `notifications` after all migrations. Generated: npm run generate

create table notifications.activities (
  user_id uuid not null,
  cause text not null,
  id uuid not null,
  notification_id uuid not null,
  actor_id uuid,
  seq bigint,
  PRIMARY KEY (user_id, cause),
  FOREIGN KEY (actor_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  FOREIGN KEY (notification_id) REFERENCES notifications.notifications(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table notifications.message_watermarks (
  member_id uuid not null,
  conversation_id uuid not null,
  seq bigint not null,
  PRIMARY KEY (member_id, conversation_id),
  FOREIGN KEY (member_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table notifications.muted_threads (
  user_id uuid not null,
  root_id uuid not null,
  at timestamp with time zone not null,
  PRIMARY KEY (user_id, root_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE
);

create table notifications.notifications (
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  topic text not null default ''::text,
  subject_id uuid not null,
  latest_activity_id uuid not null,
  read_at timestamp with time zone,
  pushed_activity_id uuid,
  pushed_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((kind = ANY (ARRAY['follow'::text, 'follow_request'::text, 'like'::text, 'repost'::text, 'reply'::text, 'mention'::text, 'quote'::text, 'message'::text, 'invitation'::text, 'moderation'::text, 'system'::text])))
);

create table notifications.preferences (
  user_id uuid not null,
  channels jsonb not null default '{}'::jsonb,
  quiet_from smallint,
  quiet_until smallint,
  time_zone text not null default 'Europe/Istanbul'::text,
  digest text not null default 'none'::text,
  digested_on date,
  digested_activity_id uuid,
  PRIMARY KEY (user_id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK (((quiet_from >= 0) AND (quiet_from <= 1439))),
  CHECK (((quiet_from IS NULL) = (quiet_until IS NULL))),
  CHECK (((quiet_until >= 0) AND (quiet_until <= 1439))),
  CHECK ((digest = ANY (ARRAY['none'::text, 'daily'::text, 'weekly'::text])))
);

create table notifications.push_subscriptions (
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamp with time zone not null,
  failing_since timestamp with time zone,
  rejected_at timestamp with time zone,
  UNIQUE (endpoint),
  PRIMARY KEY (id),
  FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE,
  CHECK ((char_length(endpoint) <= 1000))
);

CREATE INDEX activities_actor ON notifications.activities USING btree (actor_id);
CREATE INDEX activities_notification ON notifications.activities USING btree (notification_id, id);
CREATE INDEX notifications_age ON notifications.notifications USING btree (latest_activity_id);
CREATE INDEX notifications_unread ON notifications.notifications USING btree (user_id, latest_activity_id) WHERE (read_at IS NULL);
CREATE INDEX preferences_digest ON notifications.preferences USING btree (time_zone, digest) WHERE (digest <> 'none'::text);
CREATE INDEX push_subscriptions_user ON notifications.push_subscriptions USING btree (user_id);
CREATE UNIQUE INDEX notifications_latest_activity ON notifications.notifications USING btree (user_id, latest_activity_id);
CREATE UNIQUE INDEX notifications_open ON notifications.notifications USING btree (user_id, kind, topic, subject_id) WHERE (read_at IS NULL);
CREATE UNIQUE INDEX push_subscriptions_endpoint_key ON notifications.push_subscriptions USING btree (endpoint);
