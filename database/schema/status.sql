-- The schema `status` after all migrations. Generated: npm run generate

create table status.days (
  day date not null,
  minutes bit(1440) not null,
  PRIMARY KEY (day)
);

create table status.restore_drills (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  failed_step text,
  detail text,
  backup_name text,
  rpo_seconds integer,
  rto_seconds integer,
  PRIMARY KEY (id),
  CHECK (((failed_step IS NOT NULL) OR ((rpo_seconds IS NOT NULL) AND (rto_seconds IS NOT NULL)))),
  CHECK (((failed_step IS NULL) = (detail IS NULL))),
  CHECK ((failed_step = ANY (ARRAY['backup'::text, 'recovery'::text, 'counts'::text, 'start'::text, 'sign_in'::text]))),
  CHECK ((finished_at >= started_at)),
  CHECK ((rpo_seconds >= 0)),
  CHECK ((rto_seconds >= 0))
);
