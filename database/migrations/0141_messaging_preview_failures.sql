-- A page that failed (it did not answer, or with 5xx) is tried again soon; one that answered that there is nothing is known for a day.
-- How often in a row it failed, and when it is asked next; null: it answered.
alter table messaging.previews add column failures integer not null default 0;
alter table messaging.previews add column retry_at timestamptz;
