-- Renames tables, columns, indexes and topics to the words of docs/glossary.md.
alter table notifications.acts rename to activities;
alter table notifications.activities rename constraint acts_pkey to activities_pkey;
alter table notifications.activities rename constraint acts_user_id_fkey to activities_user_id_fkey;
alter table notifications.activities rename constraint acts_actor_id_fkey to activities_actor_id_fkey;
alter table notifications.activities rename constraint acts_notification_id_fkey to activities_notification_id_fkey;
alter index notifications.acts_actor rename to activities_actor;
alter index notifications.acts_notification rename to activities_notification;

-- Per member and conversation, the number of the newest message that they were notified of.
alter table notifications.told rename to message_watermarks;
alter table notifications.message_watermarks rename constraint told_pkey to message_watermarks_pkey;
alter table notifications.message_watermarks rename constraint told_member_id_fkey to message_watermarks_member_id_fkey;

alter table notifications.notifications rename column place to latest_activity_id;
alter table notifications.notifications rename column pushed_place to pushed_activity_id;
alter table notifications.preferences rename column digested_place to digested_activity_id;
alter index notifications.notifications_place rename to notifications_latest_activity;
