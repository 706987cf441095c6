-- What the status page shows: when the campus answered, and whether its backup can be restored.

create schema status;

create table status.days (
  -- UTC.
  day date primary key,
  -- A bit for each minute in which a gateway was ready, from midnight.
  minutes bit(1440) not null
);

create table status.restore_drills (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  -- Null: everything was as it should be.
  failed_step text check (failed_step in ('backup', 'recovery', 'counts', 'start', 'sign_in')),
  -- Why it failed, for operators.
  detail text,
  backup_name text,
  -- The age of the newest change in the restored copy when the drill began.
  rpo_seconds integer check (rpo_seconds >= 0),
  -- From the beginning of the restore until the copy answered.
  rto_seconds integer check (rto_seconds >= 0),
  check (finished_at >= started_at),
  check ((failed_step is null) = (detail is null)),
  check (failed_step is not null or (rpo_seconds is not null and rto_seconds is not null))
);
