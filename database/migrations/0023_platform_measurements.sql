-- What workers measure at intervals, for their metrics (server/platform/measurements). One row for each measurement; the worker that
-- moves `claimed_at` does the next one. `figures` holds the last result.
create table platform.measurements (
  name text primary key,
  claimed_at timestamptz not null,
  measured_at timestamptz,
  figures jsonb not null default '{}'
) with (fillfactor = 50);

-- Public: how many messages were ever sent; the number of a conversation's last message is how many it has had.
create view messaging.message_count_view as select coalesce(sum(last_seq), 0)::bigint as sent from messaging.conversations;

-- Public: reports that wait for a decision. UUIDv7, so the smallest id is the oldest report.
create view moderation.open_report_view as select id from moderation.reports where status = 'open';
