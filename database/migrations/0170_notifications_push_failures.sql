-- A browser's pushes fail since some moment, not a number of times: ten messages in seven seconds of outage are one outage.
-- `failures` is no longer read and goes in a later release.
alter table notifications.push_subscriptions
  add column failing_since timestamptz,
  add column rejected_at timestamptz;
