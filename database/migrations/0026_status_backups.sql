-- The backups that pgBackRest and restic make of a campus on the stack, as its metrics and alerts know them. The default run has none of
-- these: its worker reads the folder of the backups.

create table status.backups (
  id uuid primary key,
  place text not null check (place in ('disk', 'sftp', 's3')),
  kind text not null check (kind in ('full', 'diff', 'incr')),
  started_at timestamptz not null,
  finished_at timestamptz not null,
  -- The size of the database that it restores, not compressed.
  bytes bigint check (bytes >= 0),
  -- Why it failed, for operators; null if it did not.
  failure text,
  check (finished_at >= started_at),
  check (failure is not null or bytes is not null)
);
