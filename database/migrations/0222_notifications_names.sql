-- Renames tables, columns, indexes and constraints to the words of docs/glossary.md.
alter table notifications.acts rename to activities;
alter index notifications.acts_actor rename to activities_actor;
alter index notifications.acts_notification rename to activities_notification;

-- Per member and conversation, the number of the newest message that they were notified of.
alter table notifications.told rename to message_watermarks;

-- Constraints are named after their table. Their indexes follow.
do $$
declare
  found record;
begin
  for found in
    select format('alter table %s rename constraint %I to %I', renamed.oid, conname,
        renamed.new || substr(conname, length(renamed.old) + 1)) as statement
    from (values ('notifications.activities'::regclass, 'acts', 'activities'),
      ('notifications.message_watermarks', 'told', 'message_watermarks')) as renamed (oid, old, new)
    join pg_constraint on conrelid = renamed.oid and starts_with(conname, renamed.old || '_')
  loop
    execute found.statement;
  end loop;
end $$;

alter table notifications.notifications rename column place to latest_activity_id;
alter table notifications.notifications rename column pushed_place to pushed_activity_id;
alter table notifications.preferences rename column digested_place to digested_activity_id;
alter index notifications.notifications_place rename to notifications_latest_activity;
